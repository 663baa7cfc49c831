"""The browser of a visitor who has made something here: a cookie by which it is known, with the ids of what is theirs.

Only a form's answer that names something (`Answer.own`) sets it, so readers have none. Services receive a hash of its
secret, and no script can read it: a stylesheet of its own shows in a page what is for this browser alone.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from courant_web import paths
from courant_web.environment import configured

REMEMBERED = timedelta(days=30)
MOST = 20
"""How many ids a cookie has; the oldest go first."""
DIGITS = 32
_SECRET = re.compile(r"[0-9a-f]{32}")
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_ATTRIBUTE = "device"


@dataclass(frozen=True, slots=True)
class Device:
    """A browser: its secret ("" if it is not known), and the ids of the elements that are its own, oldest first."""

    secret: str = ""
    own: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return "~".join((self.secret, *self.own))


def parsed(value: str | None) -> Device:
    """The device in a cookie's value; one that is not known if it is not ours."""
    secret, *own = (value or "").split("~")
    if not _SECRET.fullmatch(secret):
        return Device()
    return Device(secret, tuple(one for one in own if _ID.fullmatch(one))[-MOST:])


def of(request: HttpRequest) -> Device:
    """The device that sent a request, as its cookie or `begin` says; cookies do not count for the HTTP API."""
    if request.path.startswith(paths.API):
        return Device()
    begun: Device | None = getattr(request, _ATTRIBUTE, None)
    return begun or parsed(request.COOKIES.get(configured().device_cookie))


def begin(request: HttpRequest) -> None:
    """Let the request have a device; the browser knows it only after `remember`."""
    if not of(request).secret:
        setattr(request, _ATTRIBUTE, Device(secrets.token_hex(DIGITS // 2)))


def remember(request: HttpRequest, response: HttpResponse, own: str) -> None:
    """Let the browser keep the request's device, of which the element with this id is from now on."""
    known, settings = of(request), configured()
    if known.secret and _ID.fullmatch(own):
        kept = replace(known, own=(*(one for one in known.own if one != own), own)[-MOST:])
        response.set_cookie(
            settings.device_cookie, str(kept), max_age=REMEMBERED, secure=settings.secure, httponly=True, samesite="Lax"
        )


def mark(secret: str) -> str:
    """The hash of a secret, which services receive (32 hexadecimal digits); "" for none."""
    key = f"visitors' devices {configured().secret_key}".encode()
    return hmac.digest(key, secret.encode(), hashlib.sha256).hex()[:DIGITS] if secret else ""


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The styles that show what is marked `data-device` in the elements of the browser that asks."""
    selectors = ", ".join(f"#{one} [data-device]" for one in of(request).own)
    css = f"{selectors} {{ display: inline-flex; }}\n" if selectors else ""
    return HttpResponse(css, content_type="text/css", headers={"Cache-Control": "private, no-store", "Vary": "Cookie"})
