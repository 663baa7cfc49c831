"""Known browsers: a signed cookie of a past sign-in, so that strangers' failures do not slow down the owner's browser.

The cookie has a random name for the browser, and a hash of each name and e-mail address that has signed in with it. It
proves nothing but that, and gives no right: it only decides whose failures count.
"""

import secrets
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from courant_web.environment import configured
from courant_web.models import User

SALT = "courant_web.accounts.known"
LIFE = 365 * 24 * 3600
MOST = 10
DIGITS = 16
PATH = "/accounts/"


def cookie() -> str:
    """The name of the cookie, with the site's port, since browsers share cookies between the ports of a host."""
    return configured().session_cookie.replace("sessionid", "known")


def browser(request: HttpRequest, login: str) -> str:
    """The name of the browser if this account has signed in with it before; "" otherwise."""
    found = _read(request)
    return str(found["browser"]) if account(login) in found["logins"] else ""


def remember(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """Set the cookie after a sign-in."""
    found = _read(request)
    own = [account(login) for login in (user.username, user.email) if login]
    logins = [*own, *(one for one in found["logins"] if one not in own)][:MOST]
    content = {"browser": found["browser"] or secrets.token_hex(8), "logins": logins}
    response.set_cookie(
        cookie(), signing.dumps(content, salt=SALT), max_age=LIFE, path=PATH, httponly=True, samesite="Lax",
        secure=configured().secure,
    )  # fmt: skip


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        found: dict[str, Any] = signing.loads(request.COOKIES.get(cookie(), ""), salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return {"browser": "", "logins": []}
    return found


def account(login: str) -> str:
    """The hash of a name or an e-mail address that somebody signs in with, the same for all spellings."""
    return salted_hmac(SALT, login.strip().upper().lower(), algorithm="sha256").hexdigest()[:DIGITS]
