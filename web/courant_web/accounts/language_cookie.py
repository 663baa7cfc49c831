"""The cookie with the language that a reader has chosen."""

from datetime import timedelta

from courant_kit.live import languages
from django.http import HttpResponse

from courant_web.environment import configured

REMEMBERED = timedelta(days=365)


def remember(response: HttpResponse, language: str) -> HttpResponse:
    """Let the browser keep a language, if it is one of those that the site has."""
    settings = configured()
    if languages.others() and language in languages.of_site():
        response.set_cookie(
            settings.language_cookie, language, max_age=REMEMBERED, secure=settings.secure, httponly=True,
            samesite="Lax",
        )  # fmt: skip
    return response
