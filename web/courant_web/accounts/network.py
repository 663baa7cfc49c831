"""From which network a visitor comes: their address, and the hash of it by which services count visitors' calls.

An address is personal data, so none travels on the router. The hash is keyed with web's secret and the day: a service
can tell two networks apart for a day, and never learns which they are.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from ipaddress import IPv6Address, ip_address
from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from courant_web.settings import configured

DIGITS = 16


def mark(address: str, secret: str, day: date) -> str:
    """The hash of the network of an address (16 hexadecimal digits); "" for what is no address, such as a Unix socket.

    An IPv6 address counts by its first 64 bits: one link has them in common, and whoever is on it may take any of the
    rest (RFC 7421). An IPv4 address written as IPv6 (RFC 4291, 2.5.5.2) is the IPv4 address.
    """
    network = _network(address)
    key = hmac.digest(secret.encode(), f"visitors' networks of {day.isoformat()}".encode(), hashlib.sha256)
    return hmac.digest(key, network.encode(), hashlib.sha256).hex()[:DIGITS] if network else ""


def marked(address: str) -> str:
    """The hash of an address's network today, with this site's own secret."""
    return mark(address, configured().secret_key, datetime.now(UTC).date())


def of_socket(details: Mapping[str, Any], headers: Mapping[str, str], proxies: str) -> str:
    """The address of whoever opened a socket, from what Crossbar tells of its transport; "" when it is not known.

    X-Forwarded-For counts only when a trusted proxy opened the socket, by the rule that holds for HTTP: the last
    address in it that is not a proxy's own.
    """
    kind, _, rest = str((details.get("transport") or {}).get("peer") or "").partition(":")
    peer = rest.rpartition(":")[0].strip("[]") if kind in {"tcp4", "tcp6"} else ""
    forwarded, trusted = headers.get("x-forwarded-for"), believed(proxies)
    if not forwarded or peer not in trusted:
        return peer
    return str(trusted.get_trusted_client_address(forwarded)[0])


@cache
def believed(proxies: str) -> Any:
    """The trusted proxies, as uvicorn reads the setting for HTTP."""
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
