"""The shell: the HTML document around every page."""

from dataclasses import dataclass
from typing import Any

from courant_kit.content import locations
from courant_kit.live import languages
from courant_kit.live.audience import EVERYBODY
from courant_kit.wire.page import Page
from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri
from django.utils.functional import SimpleLazyObject

from courant_web import paths
from courant_web.accounts import device
from courant_web.accounts.person import VISITOR, Person
from courant_web.environment import configured
from courant_web.front.security_headers import framed
from courant_web.models import User
from courant_web.pages import frame
from courant_web.site import site
from courant_web.upstream.state import copies, directory, menu

RETRY = "5"
DRAFT = "draft"
"""The attribute of a request with settings that are not saved, in which its page is shown."""
ACCOUNTS = "/accounts/"
FRAMED = "framed"
"""The parameter with which a page of the site asks for a page that it may frame: one that is for everybody."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A language of the site: its code, as HTML writes it, its own name, and whether it is the page's."""

    code: str
    tag: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language of a page, as HTML writes it: the file with the client's words, the modules that speak it, others.

    `modules` is an expression that finds the procedures of these modules: empty in the site's default language, which
    nobody has to ask for.
    """

    tag: str
    words: str
    modules: str
    choices: list[Choice]


def show(request: HttpRequest, page: Page, person: Person, **more: Any) -> HttpResponse:
    """The page in the shell for this person; a Page with a `location` becomes a redirect.

    `more` is for the shell's template. The answer has the page as its attribute `page`.
    """
    if page.location:
        return _redirect(page)
    html = render_to_string("shell.html", {"page": page, "person": person, **more}, request)
    response = HttpResponse(html, status=page.status)
    response.page = page  # type: ignore[attr-defined]  # for `mounting`, which shows it again, for this person
    # The shell depends on who is signed in, so a browser must revalidate its copy each time.
    response["Cache-Control"] = "private, no-cache" if person.grant or page.audience != EVERYBODY else "no-cache"
    response["Vary"] = "Cookie, Accept-Language" if languages.others() else "Cookie"
    if languages.of_site() != (languages.ENGLISH,):
        response["Content-Language"] = tag(languages.active())
    if page.status == 503:
        response["Retry-After"] = RETRY
    if FRAMED in request.GET and page.audience == EVERYBODY:
        for name, value in framed(secure=configured().secure).items():
            response[name] = value
    return response


def context(request: HttpRequest) -> dict[str, Any]:
    """The context of every template of the shell (a Django context processor), with defaults for allauth's views."""
    draft = getattr(request, DRAFT, None)
    return {
        "person": SimpleLazyObject(lambda: _signed_in(request)),
        "page": Page(noindex=True),
        "shown": draft.copies() if draft else copies,
        "draft": draft,
        "device": device.of(request),
        frame.STATE: None if draft else frame.state(),
        "about": draft or site,  # not `site`: sign-in forms have one of their own
        # A window asks for the modules itself if the menu has changed since web fetched them.
        "modules": directory.script() if directory.version == menu.version else None,
        "spoken": spoken(),
        "feeds": directory.feeds(),
        "courant": configured(),
        "came_from": came_from(request),
    }


def spoken() -> Spoken:
    """The language of the page, and those to choose from."""
    now = languages.active()
    several = languages.of_site() if languages.others() else ()
    return Spoken(
        tag(now), f"built/words_{now.replace('-', '_')}.js", directory.speaking(),
        [Choice(code, tag(code), _name(code), code == now) for code in several],
    )  # fmt: skip


def tag(code: str) -> str:
    """A language as HTML and HTTP write it: `pt-BR` for `pt-br` (RFC 5646, 2.1.1)."""
    first, *more = code.split("-")
    return "-".join([first, *(one.upper() if len(one) == len("BR") else one.title() for one in more)])


def _name(code: str) -> str:
    name: str = LANG_INFO[code]["name_local"]
    return name[:1].upper() + name[1:]


def _signed_in(request: HttpRequest) -> Person:
    user = request.user
    return Person(user.username, user.role) if isinstance(user, User) else VISITOR


def came_from(request: HttpRequest) -> str:
    """The path and query of the page of this site that led here, for the way back; "" if there is none."""
    referer = locations.parts(request.headers.get("Referer", ""))
    if referer.netloc != request.get_host() or referer.path.startswith(ACCOUNTS):
        return ""
    came = referer.path + (f"?{referer.query}" if referer.query else "")
    return came if paths.is_ours(came) else ""


def absolute(path: str) -> str:
    """The absolute address of a path on this site; other addresses stay as they are."""
    return f"{configured().site_url}{path}" if path.startswith("/") else path


def here(location: str) -> str:
    """A path that a module redirects to, as a header has it; the front page for what is not a path on this site."""
    return iri_to_uri(location) if paths.is_ours(location) else "/"


def _redirect(page: Page) -> HttpResponse:
    status = page.status if page.status in {301, 302, 303, 307, 308} else 302
    return HttpResponse(status=status, headers={"Location": here(page.location), "Cache-Control": "no-cache"})
