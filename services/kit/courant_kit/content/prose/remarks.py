"""What a comment cannot have (no I/O).

It has no headings, which would be among the page's, and no pictures from elsewhere, whose servers would learn who reads
the page.
"""

import re
from html import escape, unescape

_TAG = re.compile(r"<(/?)(h[1-6]|a|img)(?=[\s>])([^>]*)>")
_OWN = re.compile(r"/media/[a-z][a-z0-9_]*/[0-9a-f]+(?:-\d+x\d+)?\.[a-z]+")
_VALUE = re.compile(r' (src|alt)="([^"]*)"')


def tamed(html: str, rel: str) -> str:
    """Sanitized HTML with headings as bold lines, and pictures from elsewhere as links to them, with this `rel`.

    Pictures that were uploaded here stay. Inside a link, a picture from elsewhere becomes its own description.
    """
    linked = False

    def tame(found: re.Match[str]) -> str:
        nonlocal linked
        closing, name, attributes = found.groups()
        if name == "a":
            linked = not closing
        elif name == "img":
            return _pictured(found[0], attributes, "" if linked else rel)
        else:
            return "</strong></div>" if closing else "<div><strong>"
        return found[0]

    return _TAG.sub(tame, html)


def _pictured(picture: str, attributes: str, rel: str) -> str:
    values = dict(_VALUE.findall(attributes))
    source = values.get("src", "")
    if _OWN.fullmatch(source):
        return picture
    words = escape(unescape(values.get("alt", "").strip() or source))
    return f'<a href="{source}" rel="{rel}">{words}</a>' if rel and source else words
