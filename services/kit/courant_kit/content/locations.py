"""The parts of addresses as people write them (RFC 3986). What is no address at all is one elsewhere (no I/O)."""

from urllib.parse import SplitResult, urljoin, urlsplit


def parts(address: str) -> SplitResult:
    """The parts of an address; one that cannot be read, such as `//[`, has a `netloc` alone, which is no site."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", address, "", "", "")


def joined(base: str, address: str) -> str:
    """An address that stands on the page at `base`, from the root; one that cannot be read stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address
