"""Finding attributes in HTML without parsing it (no I/O)."""

import re
from collections.abc import Iterator


def in_tags(pattern: re.Pattern[str], html: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that are in tags. In text and in values, `<` and `>` must be escaped: nh3 does so."""
    inside, done = False, 0
    for found in pattern.finditer(html):
        opened, closed = html.rfind("<", done, found.start()), html.rfind(">", done, found.start())
        inside = opened > closed if opened != closed else inside
        done = found.start()
        if inside:
            yield found
