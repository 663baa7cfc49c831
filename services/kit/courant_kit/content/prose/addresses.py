"""Bare addresses in a text, where they end in scripts whose marks comrak takes for letters (no I/O).

comrak ends a bare address at a space or `<`, so in Chinese and Japanese it takes the rest of the sentence with it.
Here it ends before a full-width mark, and marks at its end that belong to the sentence are not part of it.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import quote

_ENDS = (
    r"\u3000-\u3003\u3008-\u3011\u3014-\u301f\u30fb"  # signs of Chinese and Japanese
    r"\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b-\uff65"  # in full width
)
_TRAILING = (
    r"\u060c\u061b\u061f\u06d4\u0964\u0965\u0589\u1362\u17d4\u2026\u2018-\u201f\u00ab\u00bb\u2039\u203a\u200b-\u200f"
)
_ASCII = "?!.,:;*_~'\""
_LINK = re.compile(rf'<a href="[^"]*">((?:https?://|www\.)[^<]*?[{_ENDS}{_TRAILING}][^<]*)</a>')
_ADDRESS = re.compile(rf"((?:https?://|www\.)[^\s<{_ENDS}]+)")
_EXPLICIT = re.compile(r"<(https?://[^\s<>]+)>|\[((?:https?://|www\.)[^\s\]]+)\]\(")
_SAFE = "/:?#[]@!$&'()*+,;=%~"


def ended(html: str, text: str) -> str:
    """Comrak's HTML of a text with bare addresses that end where a reader would say that they end."""
    if not _LINK.search(html):
        return html
    explicit = {one or other for one, other in _EXPLICIT.findall(text)}
    return _LINK.sub(lambda found: found[0] if unescape(found[1]) in explicit else _linked(unescape(found[1])), html)


def _linked(words: str) -> str:
    return "".join(_link(part) if odd % 2 else escape(part) for odd, part in enumerate(_ADDRESS.split(words)))


def _link(address: str) -> str:
    end = address[: len(address) - sum(1 for _ in _marks(address))]
    target = quote(end if end.startswith("http") else f"http://{end}", safe=_SAFE)
    return f'<a href="{escape(target)}">{escape(end)}</a>{escape(address[len(end) :])}'


def _marks(address: str) -> Iterator[str]:
    """The marks at the end of an address that belong to the sentence around it, from the last one."""
    unmatched = address.count(")") - address.count("(")
    for mark in reversed(address):
        if mark == ")" and unmatched > 0:
            unmatched -= 1
        elif mark not in _ASCII and not re.match(f"[{_TRAILING}]", mark):
            return
        yield mark
