"""The cover picture of a post, as people name it: the path of an upload, or that picture in Markdown (no I/O)."""

import re

from courant_kit.calls.errors import Invalid
from courant_kit.media import names
from courant_kit.words import gettext as _

_MARKDOWN = re.compile(r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\((?P<path>[^()\s]+)\)")
_PATH = re.compile(r"/media/[a-z][a-z0-9_]*/(?P<name>[^/\s]+)")


def cover_in(words: str) -> tuple[str, str]:
    """The path of the picture and the words that describe it, if they are there; raises Invalid if it is no upload."""
    typed = words.strip()
    found = _MARKDOWN.fullmatch(typed)
    path, alt = (found["path"], found["alt"]) if found else (typed, "")
    if not path:
        return "", ""
    known = _PATH.fullmatch(path)
    if known is None or not names.found_in(path):
        raise Invalid(_("Cover: choose a picture of the media library, such as /media/blog/….png."), field="cover")
    return path, alt
