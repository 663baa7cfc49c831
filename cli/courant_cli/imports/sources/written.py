"""What a post is written in: Markdown, HTML with front matter, or reStructuredText; Nikola may have a `.meta` beside it.

https://docs.getpelican.com/en/stable/content.html and https://getnikola.com/handbook.html#create-a-blog-post
"""

import re
from pathlib import PurePosixPath

from courant_cli.imports.reading.folder import MARKDOWN, Folder
from courant_cli.imports.reading.front_matter import Source, Unreadable, lines, parted
from courant_cli.imports.sources import pandoc
from courant_cli.imports.sources.export import Unusable
from courant_cli.imports.sources.hypertext import TooDeep, markdown_of
from courant_cli.imports.sources.pandoc import Unread

HTML, RST, META = frozenset({".html", ".htm"}), frozenset({".rst"}), ".meta"
_NO_POSTS = {"layouts", "themes", "templates", "output", "public", "_site", "static", "_layouts", "_includes"}
_NIKOLA = re.compile(r"\A\s*(?P<head>(?:\.\. [\w-]+:[^\n]*\n)+)")
_PELICAN = re.compile(
    r"\A\s*(?:(?P<over>[#=*~^\"'-]{3,})\n)?(?P<title>\S[^\n]*)\n[#=*~^\"'-]{3,}[ \t]*\n\s*(?P<head>(?::[\w-]+:[^\n]*\n)+)"
)


def is_post(file: str) -> bool:
    """Whether a file may be a post, by its name: HTML and reStructuredText are many other things, too."""
    path = PurePosixPath(file)
    if path.suffix.lower() in MARKDOWN:
        return True
    return path.suffix.lower() in HTML | RST and not _NO_POSTS.intersection(path.parts)


def is_beside(file: str, files: frozenset[str]) -> bool:
    """Whether a file is the `.meta` of a post."""
    path = PurePosixPath(file)
    ends = (*MARKDOWN, *HTML, *RST)
    return path.suffix == META and any(str(path.with_suffix(end)) in files for end in ends)


def read(folder: Folder, file: str) -> Source | None:
    """The front matter and the Markdown of a post; None if a file that is no Markdown has no front matter.

    Raises Unreadable.
    """
    path = PurePosixPath(file)
    suffix, beside = path.suffix.lower(), folder.at(str(path.with_suffix(META)))
    source = _rst(folder.read(file)) if suffix in RST else parted(folder.read(file))
    if beside:
        values, unread = lines(re.sub(r"^\.\. ", "", folder.read(str(path.with_suffix(META))), flags=re.MULTILINE))
        source = Source({**values, **source.values}, source.text, (*source.unread, *unread))
    if suffix in MARKDOWN:
        return source
    if not source.values and not source.unread:
        return None
    return Source(source.values, _markdown(source.text, suffix), source.unread)


def _rst(text: str) -> Source:
    text = text.replace("\r\n", "\n")
    if found := _NIKOLA.match(text):
        values, unread = lines(re.sub(r"^\.\. ", "", found["head"], flags=re.MULTILINE))
        return Source(values, text[found.end() :], tuple(unread))
    if found := _PELICAN.match(text):
        values, unread = lines(re.sub(r"^:([\w-]+):", r"\1:", found["head"], flags=re.MULTILINE))
        return Source({"title": found["title"].strip(), **values}, text[found.end() :], tuple(unread))
    return Source({}, text)


def _markdown(text: str, suffix: str) -> str:
    try:
        return pandoc.markdown(text, "rst") if suffix in RST else markdown_of(text)
    except (TooDeep, Unread, Unusable) as reason:
        raise Unreadable(f"text that cannot be read: {reason}") from reason
