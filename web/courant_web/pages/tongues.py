"""The reader's language: active while a request is answered, and chosen with a form in the shell."""

from collections.abc import Awaitable, Callable

from courant_kit.live import languages
from courant_kit.words import gettext as _
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import async_only_middleware
from django.views.decorators.http import require_POST

from courant_web.accounts import language_cookie
from courant_web.front import reading
from courant_web.models import User
from courant_web.pages import refusal, shell
from courant_web.upstream import following


@async_only_middleware
def ReadersLanguage(
    get_response: Callable[[HttpRequest], Awaitable[HttpResponse]],
) -> Callable[[HttpRequest], Awaitable[HttpResponse]]:
    """Makes the reader's language active while a request is answered, if the site has several."""

    async def middleware(request: HttpRequest) -> HttpResponse:
        if not languages.others():
            return await get_response(request)
        scope = request.scope  # type: ignore[attr-defined]  # only ASGI requests come here
        with languages.speaking(scope.get(reading.LANGUAGE) or languages.default()):
            await following.shell_in(languages.active())
            return await get_response(request)

    return middleware


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a language, for this browser and for the person who is signed in; leads back to the page."""
    chosen = request.POST.get("language", "")
    if chosen not in languages.of_site() or not languages.others():
        return refusal.show(request, 422, _("This site does not have this language."))
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    location = shell.here(shell.came_from(request) or "/")
    response = HttpResponse(status=303, headers={"Location": location, "Cache-Control": "no-store"})
    return language_cookie.remember(response, chosen)
