"""Uploaded pictures in a text: their size is known before they are loaded, and small windows load narrow ones (no I/O).

The size of an upload is in its name: `/media/blog/<hash>-1200x480.png`. So are its narrower renderings.
"""

import re
from itertools import count

from courant_kit.media import names

SIZES = "auto, (min-width: 48rem) 44rem, 100vw"
"""The width at which a text shows a picture: that of its column, unless the browser knows better (`auto`)."""

_UPLOAD = re.compile(
    r"<img (?![^<>]*\bsrcset=)"
    r'([^<>]*?\bsrc="(/media/[a-z][a-z0-9_]*/)([0-9a-f]{32}-\d{1,5}x\d{1,5}\.[a-z]+)"[^<>]*)>'
)
_SIZED = re.compile(r"\b(?:width|height)=")


def sized(html: str) -> str:
    """Sanitized HTML in which each upload has its width and height, unless its author has given one, and renderings.

    All but the first are loaded when a reader comes near them: the first may be what they wait for.
    """
    places = count()
    return _UPLOAD.sub(lambda found: _sized(found, lazy=next(places) > 0), html)


def _sized(found: re.Match[str], *, lazy: bool) -> str:
    attributes, base, name = found.groups()
    width, height = names.size(name)
    if not _SIZED.search(attributes):
        attributes = f'{attributes} width="{width}" height="{height}"'
    if widths := names.widths(name):
        offered = [f"{base}{names.narrowed(name, one)} {one}w" for one in widths] + [f"{base}{name} {width}w"]
        attributes = f'{attributes} srcset="{", ".join(offered)}" sizes="{SIZES}"'
    if lazy and "loading=" not in attributes:
        attributes = f'{attributes} loading="lazy"'
    return f"<img {attributes}>"
