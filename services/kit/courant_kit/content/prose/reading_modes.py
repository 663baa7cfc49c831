"""Headings that the reading modes of browsers keep (no I/O).

Mozilla's Readability (0.6.0; Firefox and services for reading later use it) judges an element by the words in its id
and its class. By its id, a heading such as “Header files” or “Social contract” is a part of the page around a text, and
is left out. The class `content` speaks for it.
"""

import re

_WORDS = (
    "-ad-|ad-break|agegate|ai2html|banner|breadcrumbs|com-|combx|comment|community|contact|cover-wrap|disqus|extra|footer"
    "|gdpr|header|hidden|legends|masthead|media|menu|meta|outbrain|pager|pagination|popup|promo|related|remark|replies|rss"
    "|scroll|share|shopping|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|tags|widget|yom-remote"
)
_DOUBTED = re.compile(rf'<(h[1-6]) (?=id="[^"]*?(?:{_WORDS}))', re.IGNORECASE)


def kept(html: str) -> str:
    """Rendered HTML in which headings with such words in their ids have the class."""
    return _DOUBTED.sub(r'<\1 class="content" ', html)
