"""A visitor's network: the address, and its hash, by which services count visitors' calls.

An address is personal data, so web never sends one over the router. The key of the hash is made from web's secret and
the date, so a service can tell two networks apart for a day but cannot identify them.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from ipaddress import IPv6Address, ip_address
from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from courant_web.address import plain
from courant_web.environment import configured

DIGITS = 16


def mark(address: str, secret: str, day: date) -> str:
    """The hash of an address's network (16 hexadecimal digits); "" if this is not an IP address, as for Unix sockets.

    The network of an IPv6 address is its first 64 bits: all devices on a link share them, and a device can choose the
    other bits freely (RFC 7421). An IPv4 address written as IPv6 (RFC 4291, 2.5.5.2) counts as IPv4.
    """
    network = _network(address)
    key = hmac.digest(secret.encode(), f"visitors' networks of {day.isoformat()}".encode(), hashlib.sha256)
    return hmac.digest(key, network.encode(), hashlib.sha256).hex()[:DIGITS] if network else ""


def of_address(address: str) -> str:
    """The network of an address, in its one spelling; the address itself if it is not an IP address."""
    return _network(address) or address


def marked(address: str) -> str:
    """The hash of an address's network for today (UTC), keyed with this site's secret."""
    return mark(address, configured().secret_key, datetime.now(UTC).date())


def of_socket(details: Mapping[str, Any], headers: Mapping[str, str], proxies: str) -> str:
    """The address from which a socket was opened, taken from Crossbar's transport details; "" if it is unknown.

    X-Forwarded-For counts only if a trusted proxy opened the socket. The rule is the same as for HTTP: the last
    address in the header that does not belong to a trusted proxy.
    """
    kind, _, rest = str((details.get("transport") or {}).get("peer") or "").partition(":")
    peer = plain(rest.rpartition(":")[0].strip("[]")) if kind in {"tcp4", "tcp6"} else ""
    forwarded, trusted = headers.get("x-forwarded-for"), believed(proxies)
    if not forwarded or peer not in trusted:
        return peer
    return str(trusted.get_trusted_client_address(forwarded)[0])


@cache
def believed(proxies: str) -> Any:
    """The trusted proxies, parsed by uvicorn as for HTTP."""
    nothing: Any = None
    return ProxyHeadersMiddleware(nothing, proxies).trusted_hosts


def _network(address: str) -> str:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
