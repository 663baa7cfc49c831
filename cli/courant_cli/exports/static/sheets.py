"""Addresses in style sheets and in XML (no I/O)."""

import re
from html import escape, unescape

from courant_cli.exports.static.markup import Resolve

_URL = re.compile(r"""url\(\s*(["']?)(?P<address>[^"')\s]+)\1\s*\)|@import\s+(["'])(?P<sheet>[^"']+)\3""")


def style(text: str, resolve: Resolve) -> str:
    """A style sheet with other addresses; one that leads nowhere stays."""

    def change(found: re.Match[str]) -> str:
        address = found["address"] or found["sheet"]
        if address.startswith(("#", "data:")):
            return found[0]
        return found[0].replace(address, resolve(address) or address)

    return _URL.sub(change, text)


def xml(text: str, origin: str, resolve: Resolve) -> str:
    """A feed or a sitemap with other addresses instead of those on the site, also in the HTML that it quotes."""

    def change(found: re.Match[str]) -> str:
        return escape(resolve(unescape(found[0])) or found[0])

    return re.sub(re.escape(origin) + r"""(?![\w.:-])(?:&amp;|[^\s"'<>&])*""", change, text)
