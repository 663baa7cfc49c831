"""Where a folder belongs: the site around it, found by the configuration file of its generator."""

import re
from dataclasses import dataclass
from pathlib import Path

from courant_kit.content import locations

#: The files by which generators recognise the top of a site: Hugo, Zola, Jekyll, Eleventy, mdBook, MkDocs.
CONFIGURATION = (
    "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json",
    "config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/config.toml",
    "config/_default/config.yaml", "zola.toml", "_config.yml", "_config.yaml", "_config.toml",
    "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", ".eleventy.js", "book.toml", "mkdocs.yml",
)  # fmt: skip
MOST_LEVELS = 6
_ADDRESS = re.compile(
    r"""^\s*["']?(?:base_?url|url|site_url|site-url)["']?\s*[:=]\s*["']?(?P<address>[^"'\s,#]+)""",
    re.IGNORECASE | re.MULTILINE,
)
_EXAMPLES = ("example.com", "example.org", "example.net", "localhost", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class Origin:
    """The top of the site that a folder belongs to, and the site's own address without its scheme, or ""."""

    top: Path
    site: str

    @property
    def name(self) -> str:
        """Begins every source of the site: `//` and its address, or the names of its folder and the one above."""
        return f"//{self.site}" if self.site else "/".join(self.top.parts[1:][-2:]) or "folder"


def origin(directory: Path) -> Origin:
    """The site around a folder, or the folder itself if no configuration file is at it or above it."""
    here = directory.resolve()
    for top in (here, *list(here.parents)[:MOST_LEVELS]):
        found = [top / name for name in CONFIGURATION if (top / name).is_file()]
        if found and (top == here or _is_site(top)):
            return Origin(top, next(filter(None, map(_address, found)), ""))
    return Origin(here, "")


def _is_site(top: Path) -> bool:
    """Whether the folder is likely to be a site, and not one in which somebody stores other configuration."""
    return top not in (Path.home(), Path(top.anchor), Path("/tmp"))  # noqa: S108 - compared, never written to


def _address(file: Path) -> str:
    try:
        text = file.read_text("utf-8-sig", errors="replace")
    except OSError:
        return ""
    found = _ADDRESS.search(text)
    parts = locations.parts(found["address"]) if found else locations.parts("")
    host = (parts.hostname or "").removeprefix("www.")
    known = host and not any(host == one or host.endswith(f".{one}") for one in _EXAMPLES)
    return f"{host}{parts.path.rstrip('/')}" if known else ""
