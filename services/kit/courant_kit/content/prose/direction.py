"""Lists, quotations and tables whose words run the other way than the text around them (no I/O).

CSS turns the words of a paragraph. Bullets, the line beside a quotation and the order of columns are on the side that
the element's own direction says.
"""

import re

_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_SIDED = re.compile(r"<(ul|ol|dl|blockquote|table)(?=[ >])(?![^<>]*\bdir=)")


def sided(html: str) -> str:
    """Sanitized HTML whose elements with sides find their direction in their words; nothing changes without need."""
    return _SIDED.sub(r'<\1 dir="auto"', html) if _FROM_THE_RIGHT.search(html) else html
