"""The text of a feed's entry, as it can be read elsewhere."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from courant_kit.content.prose.places import in_tags
from courant_kit.live import languages
from courant_kit.wire.feed import Feed

from courant_web.pages.shell import tag
from courant_web.site import site

_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML documents must not contain (XML 1.0, 2.2); numeric references in Markdown can produce them."""

_ANCHOR = re.compile(r'<a (?=[^<>]*\bclass="anchor")[^<>]*></a>')
_RENDERINGS = re.compile(r'(<img [^<>]*?) srcset="[^"]*" sizes="[^"]*"(?=[^<>]*>)')
_ADDRESS = re.compile(r'(\s(?:href|src|cite|poster)=")([^"]*)"')


def alone(html: str, base: str) -> str:
    """The HTML of a page as it can be read elsewhere.

    It has absolute addresses, and neither the signs beside headings nor narrow renderings of pictures.
    """
    html = _RENDERINGS.sub(r"\1", _ANCHOR.sub("", html))
    pieces, done = list[str](), 0
    for found in in_tags(_ADDRESS, html):
        pieces += [html[done : found.start(2)], escape(_absolute(unescape(found[2]), base))]
        done = found.end(2)
    return "".join((*pieces, html[done:]))


def title_of(feed: Feed) -> str:
    """The title with the name of the site, which is the title of the site's own feed."""
    name = site.name
    return f"{feed.title} · {name}" if feed.title != name else name


def language() -> str:
    """The language of feeds, which everybody shares: the site's default one (BCP 47)."""
    return tag(languages.default())


def for_xml(text: str) -> str:
    """The text without the characters that an XML document must not contain."""
    return _NOT_XML.sub("", text)


def _absolute(address: str, base: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address  # it leads nowhere here either
