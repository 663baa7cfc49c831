"""Tables for people who see only a part of them (no I/O): they scroll, by keyboard too, and have their own names."""

import re
from itertools import count

_TABLE = re.compile(r"<table\b[^>]*>|</table>")
_NAMELESS = re.compile(r"<th([^<>]*)>(\s*)</th>")


def framed(html: str, prefix: str = "") -> str:
    """Sanitized HTML whose tables scroll; `prefix` is that of the text's ids, in which the texts of a page differ."""
    place = " ".join(["", "in", *prefix.split("-")]).rstrip() if prefix else ""
    numbers = count(1)

    def frame(found: re.Match[str]) -> str:
        if found[0] == "</table>":
            return "</table></div>"
        number = next(numbers)
        name = f"Table {number}{place}" if number > 1 else f"Table{place}"
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">{found[0]}'

    return _TABLE.sub(frame, _NAMELESS.sub(r"<td\1>\2</td>", html)) if "<table" in html else html
