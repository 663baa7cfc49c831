"""The names of uploads (no I/O).

A name has a hash of the content, and the size of a picture, so that a page knows it before the picture is loaded:
`<hash>-1200x480.png`. A narrower rendering of it adds its width: `<hash>-1200x480.png.960.avif`.
"""

import re
from typing import NamedTuple

HASH = 32
WIDEST = 99_999
WIDTHS = (480, 960, 1600)
"""The widths in pixels of the narrower renderings."""

NARROWED = frozenset({"png", "jpg", "webp", "avif"})
"""The kinds of pictures that have narrower renderings."""

NARROW = "avif"
_NARROWER = 0.9
"""A rendering is worth having if it is at most this part as wide as the picture."""

_NAME = re.compile(r"[0-9a-f]{32}(?:-(\d{1,5})x(\d{1,5}))?\.([a-z0-9]{1,8})")
_RENDERING = re.compile(rf"({_NAME.pattern})\.(\d{{1,4}})\.{NARROW}")
_FOUND = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?:-\d{1,5}x\d{1,5})?\.[a-z0-9]{1,8}")
_PICTURE = re.compile(rf"!\[((?:\\.|[^\]\\\n]){{1,500}})\]\(/media/[a-z0-9_]+/({_FOUND.pattern})")
_ESCAPED = re.compile(r"\\([^\w\s])")


class Named(NamedTuple):
    """A name, taken apart: that of the upload, and the width of the rendering, 0 for the upload itself."""

    upload: str
    width: int


def named(digest: str, extension: str, width: int = 0, height: int = 0) -> str:
    """The name of an upload with this hash (hexadecimal) of its content."""
    size = f"-{width}x{height}" if 0 < width <= WIDEST and 0 < height <= WIDEST else ""
    return f"{digest[:HASH]}{size}.{extension}"


def parted(name: str) -> Named | None:
    """A name, taken apart; None if it is neither an upload's nor one of its renderings'."""
    if _NAME.fullmatch(name):
        return Named(name, 0)
    found = _RENDERING.fullmatch(name)
    if found is None:
        return None
    width = int(found[5])
    return Named(found[1], width) if width in widths(found[1]) else None


def size(name: str) -> tuple[int, int]:
    """The width and height in pixels that an upload's name has; zeros if it has none."""
    found = _NAME.fullmatch(name)
    return (int(found[1]), int(found[2])) if found and found[1] else (0, 0)


def extension(name: str) -> str:
    """The extension of a name."""
    return name.rpartition(".")[2]


def widths(name: str) -> list[int]:
    """The widths of the narrower renderings of an upload, from the narrowest."""
    if extension(name) not in NARROWED:
        return []
    wide, _ = size(name)
    return [width for width in WIDTHS if width <= wide * _NARROWER]


def narrowed(name: str, width: int) -> str:
    """The name of the rendering of an upload with this width."""
    return f"{name}.{width}.{NARROW}"


def described_in(text: str) -> dict[str, str]:
    """The uploads that a text in Markdown shows as pictures, with their descriptions."""
    return {name: _ESCAPED.sub(r"\1", words) for words, name in _PICTURE.findall(text) if words.strip()}


def found_in(*texts: str) -> set[str]:
    """The names of uploads that occur in texts, in whatever address or syntax."""
    return {name for text in texts for name in _FOUND.findall(text)}
