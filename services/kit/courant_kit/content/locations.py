"""The parts of addresses as people write them (RFC 3986). What is no address at all is one elsewhere (no I/O)."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

_FROM_ROOT = re.compile(r"/(?:[\w~%-]+/)*[\w~%-]*(?:#[\w-]+)?")
"""An address from the root that is the same on every page, as most links are; joining it takes 40 times as long."""


def parts(address: str) -> SplitResult:
    """The parts of an address; one that cannot be read, such as `//[`, has a `netloc` alone, which is no site."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", address, "", "", "")


def joined(base: str, address: str) -> str:
    """An address that stands on the page at `base`, from the root; one that cannot be read stays as it is."""
    if base[:1] == "/" != base[1:2] and _FROM_ROOT.fullmatch(address):
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address
