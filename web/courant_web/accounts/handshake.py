"""Reads a WebSocket handshake: its headers, its cookie, and whether one of our pages opened it (no I/O)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courant_kit.calls.errors import Forbidden
from courant_kit.content import locations
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host


def headers(details: Mapping[str, Any]) -> dict[str, str]:
    """The request headers from the session details that Crossbar passes on; the names are in lower case."""
    found = (details.get("transport") or {}).get("http_headers_received") or {}
    return {str(name).lower(): str(value) for name, value in found.items()}


def check_origin(headers: Mapping[str, str], allowed: frozenset[str], hosts: Sequence[str]) -> None:
    """Check that no page of another site opened the socket (RFC 6455, 10.2); raises Forbidden.

    Browsers always send an Origin and programs do not, so a handshake without one cannot carry somebody else's
    cookie. A handshake with one must also name one of our `hosts`, because another site can point its own domain
    name at this machine.
    """
    origin = headers.get("origin")
    if origin is None:
        return
    host = headers.get("host", "")
    if not validate_host(split_domain_port(host)[0], hosts) or not ours(origin, host, allowed):
        raise Forbidden(f"A page of {origin} may not open a socket here. COURANT_ALLOWED_ORIGINS can allow it.")


def ours(origin: str, host: str, allowed: frozenset[str]) -> bool:
    """Whether an origin is the host's own or one of the additional `allowed` origins."""
    parts = locations.parts(origin.lower())
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return False
    return parts.netloc == host.lower() or f"{parts.scheme}://{parts.netloc}" in allowed


def cookie(headers: Mapping[str, str], name: str) -> str | None:
    """The value of a cookie, parsed as in a request for a page; None if it is absent."""
    return parse_cookie(headers.get("cookie", "")).get(name)
