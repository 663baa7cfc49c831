"""Wiki.js: the folder that its storage for git writes. Locales and HTML pages; the rest is Markdown already.

By the source of Wiki.js 2.5, https://github.com/requarks/wiki.
"""

import re
from contextlib import suppress
from pathlib import Path, PurePosixPath

from courant_cli.imports.sources.export import Export
from courant_cli.imports.sources.hypertext import TooDeep, markdown_of
from courant_cli.imports.sources.vault import heads, rewritten
from courant_cli.imports.staging import Staging

_HEAD = re.compile(r"\A---\n(?=(?:.*\n)*?editor: )(?=(?:.*\n)*?dateCreated: )")
_LOCALE = re.compile(r"(?P<before>\]\(|href=\")/(?P<locale>[a-z]{2}(?:-[a-z]{2})?)/(?P<path>[^)\s\"]+)")
_HTML_HEAD = re.compile(r"\A\s*<!--\n(?P<head>.*?)\n-->", re.DOTALL)


def recognises(path: Path) -> bool:
    """Whether a folder has pages that Wiki.js wrote."""
    return any(_HEAD.match(head) for head in heads(path))


def unpack(path: Path, staging: Staging) -> None:
    """Write the pages, with links that name a locale leading to its folder or to the top."""

    def page(_file: str, text: str) -> str:
        return _LOCALE.sub(lambda found: _local(path, found), text)

    rewritten(path, staging, page)
    for file in sorted(staging.root.rglob("*.html")):
        _as_markdown(file)


def _local(path: Path, found: re.Match[str]) -> str:
    folder = f"{found['locale']}/" if (path / found["locale"]).is_dir() else ""
    return f"{found['before']}/{folder}{found['path']}"


def _as_markdown(file: Path) -> None:
    text = file.read_text("utf-8", errors="replace")
    head = _HTML_HEAD.match(text)
    body = text[head.end() :] if head else text
    front = f"---\n{head['head']}\n---\n" if head else ""
    there = file.with_name(f"{PurePosixPath(file.name).stem}.md")
    with suppress(TooDeep):  # then the report names the file as one of a kind that is not imported
        if not there.exists():
            there.write_text(f"{front}{markdown_of(body)}\n", "utf-8")
            file.unlink()


WIKI_JS = Export("wikijs", "a folder of Wiki.js", recognises, unpack, finished=False)
