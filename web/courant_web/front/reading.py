"""The language in which somebody reads the site, by the headers of their request (no I/O)."""

from functools import lru_cache

from courant_kit.live import languages
from django.utils.translation.trans_real import parse_accept_lang_header

from courant_web.front.response import Scope

LANGUAGE = "courant.language"
"""The key of the reader's language in the ASGI scope. The front sets it, so that it and Django never disagree."""


LONGEST = 500
"""How much of Accept-Language is looked at, and kept."""


def language(scope: Scope, cookie: bytes) -> str:
    """The language chosen on the site, which the cookie of this name has, or else the best that the browser accepts."""
    chosen, accepted = b"", []
    for name, value in scope["headers"]:
        if name == b"cookie" and not chosen:
            chosen = _value(value, cookie)
        elif name == b"accept-language":
            accepted.append(value)
    return best(languages.of_site(), chosen.decode("latin-1"), b",".join(accepted).decode("latin-1"))


def best(site: tuple[str, ...], chosen: str, accepted: str) -> str:
    """Of the site's languages the chosen one, else the first that the reader accepts, else the site's default."""
    return chosen if chosen in site else _acceptable(site, accepted[:LONGEST])


@lru_cache(2000)
def _acceptable(site: tuple[str, ...], accepted: str) -> str:
    """The first of the site's languages that the reader accepts, else the site's default.

    Each range of Accept-Language is looked up as it is and shorter (RFC 4647, 3.4): `de-AT` finds `de`.
    """
    for wanted, weight in parse_accept_lang_header(accepted):
        if weight and (found := _looked_up(site, wanted)):
            return found
    return site[0]


def _looked_up(site: tuple[str, ...], wanted: str) -> str:
    while wanted:
        if wanted in site:
            return wanted
        wanted = wanted.rpartition("-")[0]
    return ""


def _value(cookies: bytes, name: bytes) -> bytes:
    for pair in cookies.split(b";"):
        key, _, value = pair.strip().partition(b"=")
        if key == name:
            return value
    return b""
