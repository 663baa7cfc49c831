"""Module pages: find the module that answers a path, and show its Page in the shell."""

from time import monotonic

from courant_kit.calls.caller import Role
from courant_kit.calls.errors import CourantError, Foreign, Suspended, Unavailable
from courant_kit.live.audience import EVERYBODY
from courant_kit.wire.page import Page
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from courant_web.accounts.grants import delete_stale_cookie, requester
from courant_web.accounts.person import Person
from courant_web.environment import configured
from courant_web.front.cache_policy import cache_policy
from courant_web.front.views import Counted
from courant_web.pages import held, not_found, old_addresses, previews, redirects, refusal, shell
from courant_web.upstream import faults, following
from courant_web.upstream.directory import Listed, Match
from courant_web.upstream.gateway import Held, Late, answered, read_for
from courant_web.upstream.menu import ID as MENU
from courant_web.upstream.state import breaker, caches, directory, menu, web

READERS = {Role.VISITOR.value, Role.MEMBER.value}
"""The roles whose views of pages count."""


async def show(request: HttpRequest, path: str) -> HttpResponse:
    """The page at a path, rendered by its module for the person who asks, or an error page."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    match = directory.match(path)
    if match is None and _matches_with_slash(path):
        return _with_slash(request)
    person = await requester(request)
    shown = menu.version
    moved = None if match else await old_addresses.led(request, path, person)
    match = match or directory.match(path)  # core may have listed its module meanwhile
    draft = await previews.of(request, person)
    setattr(request, shell.DRAFT, draft)
    if match is None or moved:
        page = moved or _unclaimed()
    elif draft and not path:
        page = await _front_drafted(request, match, person, draft.key)
    elif set(request.GET) - match.query:
        if found := await redirects.led(request, path, person, parameters=True):
            return found
        page = await answer(request, match, person)
    elif person.grant:
        page = await _page_for(request, match, person)
    else:
        waits = match.module.module if breaker.held(match.module.module, monotonic()) else ""
        page = await answer(request, match, person)
        _offer(request, page, shown, waits)
    _count(request, page, person)
    if page.status in {404, 410} and (found := await redirects.led(request, path, person)):
        return found
    if page.status == 404:
        page = await not_found.page(request, path, person, page)
    return delete_stale_cookie(request, shell.show(request, page, person), person)


async def _front_drafted(request: HttpRequest, match: Match, person: Person, key: str) -> Page:
    """The front page as a draft has it; the page as it is, without the draft, if nobody answers."""
    try:
        return await read_page(request, person, match.module.module, previews.FRONT, {"draft": key})
    except Unavailable:
        setattr(request, shell.DRAFT, None)
        return await answer(request, match, person)


async def answer(request: HttpRequest, match: Match, person: Person) -> Page:
    """The module's Page, or an error page if the module is away, is suspended, or returns an error."""
    arguments = dict(match.arguments(request.GET.dict()))
    try:
        return await read_page(request, person, match.module.module, match.procedure, arguments)
    except Unavailable as error:
        return await _unavailable(match.module, error)


async def read_page(request: HttpRequest, person: Person, name: str, procedure: str, arguments: dict[str, str]) -> Page:
    """The Page that a procedure of a module answers with, or an error page; raises Unavailable."""
    try:
        return faults.page_of(procedure, name, await read_for(person, request, procedure, dict(arguments)))
    except Unavailable:
        raise
    except Foreign as error:
        faults.foreign(procedure, name, error)
        return refusal.page(error.status, error.message)
    except CourantError as error:
        return refusal.page(error.status, error.message)


async def _unavailable(module: Listed, error: Unavailable) -> Page:
    for kind, page in ((Suspended, refusal.suspended), (Held, refusal.held), (Late, refusal.late)):
        if isinstance(error, kind):
            return page(module.title)
    return refusal.missing() if await _is_removed(module.module) else refusal.away(module.title)


async def _is_removed(module: str) -> bool:
    try:
        return await answered(following.removed(module))
    except Unavailable:
        return False


async def _page_for(request: HttpRequest, match: Match, person: Person) -> Page:
    """The Page for a person who is signed in: from the cache that they share with others, or made now."""
    path = request.get_full_path().encode()
    if (page := caches.page(path, person)) is not None:
        return page
    policy = caches.invalidation.begin()
    page = await answer(request, match, person)
    policy.wanted, policy.fragments = page.status == 200 and bool(page.fragments), page.fragments
    caches.put_page(path, policy, person, page)
    return page


def _unclaimed() -> Page:
    return refusal.missing() if directory.knows(web.expected) else refusal.away()


def _matches_with_slash(path: str) -> bool:
    return not path.endswith("/") and directory.match(f"{path}/") is not None


def _with_slash(request: HttpRequest) -> HttpResponse:
    location = request.get_full_path(force_append_slash=True)
    return HttpResponse(status=301, headers={"Location": "/" + location.lstrip("/")})


def _count(request: HttpRequest, page: Page, person: Person) -> None:
    """Have a view of a public page counted, unless it is a program's, or somebody's who looks after the site."""
    counts = page.status == 200 and page.audience == EVERYBODY and not page.noindex and person.role in READERS
    if counts:
        found = Counted(page.canonical or request.path, page.title, page.author)
        cache_policy(request.scope).counted = found  # type: ignore[attr-defined]  # only ASGI requests come here


def _offer(request: HttpRequest, page: Page, menu_version: int, waits: str) -> None:
    """Allow caching if the answer is the same for every visitor and events will report when it is out of date.

    The front has looked for personal cookies already, but Django understands more spellings of a cookie than it does.
    `waits` is the module if it was held back when its page was asked for.
    """
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    if not request.COOKIES.keys().isdisjoint(configured().personal_cookies):
        return
    if waits and page.status == 503 and not request.GET:
        held.offer(policy, waits, menu_version)
        return
    policy.wanted = page.status == 200 and page.audience == EVERYBODY and bool(page.fragments)
    policy.fragments = {**page.fragments, MENU: menu_version}
