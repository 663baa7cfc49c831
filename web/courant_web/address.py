"""The network address of a client, in the one form in which it is compared with those of trusted proxies."""


def plain(address: str) -> str:
    """An IPv4 address that a socket for both versions writes as IPv6 (RFC 4291, 2.5.5.2), as IPv4; others unchanged."""
    return address.removeprefix("::ffff:") if "." in address else address
