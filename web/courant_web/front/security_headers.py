"""Security headers, which restrict what browsers may do with an answer."""

from collections.abc import Awaitable, Callable

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import async_only_middleware

from courant_web.environment import configured

STATIC = [(b"x-content-type-options", b"nosniff"), (b"cross-origin-resource-policy", b"same-origin")]
SVG = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: https:",
    "media-src": "'self' https:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "courant",
}
_FRAMED = {**_POLICY, "frame-ancestors": "'self'"}
_UNUSED = ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort", "browsing-topics")


def secured(*, secure: bool) -> dict[str, str]:
    """The headers of every page; `secure` (the site uses TLS) adds the headers that make browsers insist on it."""
    headers = {
        "Content-Security-Policy": _written(_POLICY, secure=secure),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
    }
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def framed(*, secure: bool) -> dict[str, str]:
    """The headers of a page that the site's own pages may frame, in place of those that forbid it."""
    return {"Content-Security-Policy": _written(_FRAMED, secure=secure), "X-Frame-Options": "SAMEORIGIN"}


def _written(policy: dict[str, str], *, secure: bool) -> str:
    written = "; ".join(f"{name} {value}" for name, value in policy.items())
    return written + ("; upgrade-insecure-requests" if secure else "")


@async_only_middleware
def Headers(
    get_response: Callable[[HttpRequest], Awaitable[HttpResponse]],
) -> Callable[[HttpRequest], Awaitable[HttpResponse]]:
    """Adds each security header to every answer that does not already have it."""
    headers = secured(secure=configured().secure)

    async def middleware(request: HttpRequest) -> HttpResponse:
        response = await get_response(request)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response

    return middleware
