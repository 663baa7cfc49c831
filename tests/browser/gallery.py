"""Turns each HTML block in docs/topics/look.md into a page."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web" / "courant_web"
BLOCK = re.compile(
    r"^```html (?P<kind>shell|page|component)(?:: (?P<name>[^\n]+))?\n(?P<html>.*?)^```$", re.MULTILINE | re.DOTALL
)
MAIN = "<!-- the page -->"
HEAD = """<!doctype html>
<html lang="en" data-role="{role}"{theme}>
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="site.css"></head>
<body>
{icons}{shell}</body>
</html>
"""


@dataclass(frozen=True)
class Look:
    """The vocabulary as the document gives it: the shell, whole pages by name, and small components by name."""

    shell: str
    pages: dict[str, str]
    components: dict[str, str]

    def parts(self) -> str:
        """All components below each other, as the inside of `<main>`."""
        parts = self.components.items()
        sections = (f'<section><div class="head"><h2>{name}</h2></div>{html}</section>' for name, html in parts)
        return '<div class="reading"><h1>Parts</h1>' + "".join(sections) + "</div>"

    def page(self, name: str, role: str = "editor", theme: str = "") -> str:
        """The document of the page `name` (or `parts`) for a viewer's role, in the theme they chose, if any."""
        inside = self.parts() if name == "parts" else self.pages[name]
        return HEAD.format(
            role=role,
            theme=f' data-theme="{theme}"' if theme else "",
            title=f"{name} - Courant",
            icons=(WEB / "templates" / "icons.svg").read_text(),
            shell=self.shell.replace(MAIN, inside),
        )


def read_look(document: Path = ROOT / "docs" / "topics" / "look.md") -> Look:
    """The vocabulary in `document`."""
    blocks = [match.groupdict() for match in BLOCK.finditer(document.read_text())]
    return Look(
        shell=next(block["html"] for block in blocks if block["kind"] == "shell"),
        pages={block["name"]: block["html"] for block in blocks if block["kind"] == "page"},
        components={block["name"]: block["html"] for block in blocks if block["kind"] == "component"},
    )


def write_gallery(folder: Path, look: Look | None = None) -> list[str]:
    """Write each page, the stylesheet and the pictures into `folder`; gives the names of the pages."""
    look = look or read_look()
    folder.mkdir(parents=True, exist_ok=True)
    names = [*look.pages, "parts"]
    for name in names:
        (folder / f"{name}.html").write_text(look.page(name))
    (folder / "site.css").write_text((WEB / "static" / "built" / "site.css").read_text())
    (folder / "favicon.svg").write_text((WEB / "static" / "favicon.svg").read_text())
    (folder / "picture.svg").write_text(PICTURE)
    return names


PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 480" width="1200" height="480">'
    '<rect width="1200" height="480" fill="#0b4f63"/><g fill="none" stroke="#7fd0dd" stroke-width="3" opacity=".7">'
    + "".join(f'<path d="M0 {y}q150-{y // 4} 300 0t300 0 300 0 300 0"/>' for y in range(60, 460, 36))
    + "</g></svg>"
)


if __name__ == "__main__":
    write_gallery(Path(sys.argv[1]))
