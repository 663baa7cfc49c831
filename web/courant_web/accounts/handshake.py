"""The handshake of a WebSocket, pure: its headers, its cookie, and whether the page that opened it is ours."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from courant_kit.calls.errors import Forbidden
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host


def headers(details: Mapping[str, Any]) -> dict[str, str]:
    """The request headers that Crossbar passes on in a session's details, names in lower case."""
    found = (details.get("transport") or {}).get("http_headers_received") or {}
    return {str(name).lower(): str(value) for name, value in found.items()}


def check_origin(headers: Mapping[str, str], allowed: frozenset[str], hosts: Sequence[str]) -> None:
    """Raises Forbidden when the handshake comes from a page of another site (RFC 6455, 10.2).

    Programs send no Origin, browsers always do; so a handshake without one carries nobody else's cookie. With one it
    must name one of our `hosts`: another site may have its own name lead to this machine.
    """
    origin = headers.get("origin")
    if origin is None:
        return
    host = headers.get("host", "")
    if not validate_host(split_domain_port(host)[0], hosts) or not ours(origin, host, allowed):
        raise Forbidden(f"A page of {origin} may not open a socket here. COURANT_ALLOWED_ORIGINS can allow it.")


def ours(origin: str, host: str, allowed: frozenset[str]) -> bool:
    """Whether an origin is that of the host itself, or is allowed besides."""
    try:
        parts = urlsplit(origin.lower())
    except ValueError:  # a bracket that is not closed
        return False
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return False
    return parts.netloc == host.lower() or f"{parts.scheme}://{parts.netloc}" in allowed


def cookie(headers: Mapping[str, str], name: str) -> str | None:
    """The value of a cookie, read as it is in a request for a page."""
    return parse_cookie(headers.get("cookie", "")).get(name)
