"""The levels of headings below a heading of the page (no I/O): none is left out, so that a reader can go by them."""

import re

LOWEST = 6
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")


def below(html: str, level: int) -> str:
    """The HTML with its headings below a heading of this level, in the order that their author gave them."""
    outer: list[int] = []

    def settled(found: re.Match[str]) -> str:
        written = int(found[2])
        if not found[1]:
            while outer and outer[-1] >= written:
                outer.pop()
            outer.append(written)
        return f"<{found[1]}h{min(LOWEST, level + len(outer))}"

    return _HEADING.sub(settled, html)
