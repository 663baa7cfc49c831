"""What surrounds the pages of a mounted app: who may open them, the shell, and what their answers may do."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from asgiref.sync import sync_to_async
from courant_kit.wire.page import Page
from courant_kit.words import gettext as _
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils.decorators import async_only_middleware

from courant_web.accounts.person import VISITOR, Person
from courant_web.environment import configured
from courant_web.front.security_headers import SVG, policy
from courant_web.models import User
from courant_web.mounting import documents
from courant_web.mounting.files import inline_code, script_address, sheet_address, static_script, static_sheet
from courant_web.mounting.places import app_at
from courant_web.mounting.project import NOWHERE
from courant_web.mounts import HTML_FROM_SCRIPTS, INLINE_SCRIPTS, INLINE_STYLES, App
from courant_web.pages import refusal, shell

SWAPPED = "Courant-Page"
"""The header with which the browser client asks for a page that it will show in the open document."""

CODE = ("html", "xml", "svg", "script")
"""What a content type has in it whose files could run code on this site."""

Answer = Callable[[HttpRequest], Awaitable[HttpResponse]]


@async_only_middleware
def Around(get_response: Answer) -> Answer:
    """Admits people to mounted apps, and puts the shell around the apps' pages; other requests pass."""

    async def middleware(request: HttpRequest) -> HttpResponse:
        app = app_at(request.path_info)
        if app is None:
            return await get_response(request)
        user = await request.auser()
        person = Person(user.username, user.role) if isinstance(user, User) else VISITOR
        refused = _refused(request, app, person)
        if refused is not None:
            return refused
        response = await get_response(request)
        return await sync_to_async(_surrounded, thread_sensitive=False)(request, app, person, response)

    return middleware


def _refused(request: HttpRequest, app: App, person: Person) -> HttpResponse | None:
    """What somebody gets who may not open the app, or who left out the slash at the end of an address."""
    if not app.audience.admits(person):
        if person is VISITOR:
            return HttpResponseRedirect(f"/accounts/login/?{urlencode({'next': request.get_full_path()})}")
        return refusal.show(request, 403, _("Your role does not allow this."), person)
    path = request.path_info
    if request.method not in {"GET", "HEAD"} or path.endswith("/") or _exists(path):
        return None
    if path != f"/{app.word}" and not _exists(f"{path}/"):
        return None
    return HttpResponse(status=301, headers={"Location": request.get_full_path(force_append_slash=True)})


def _exists(path: str) -> bool:
    """Whether an app has a page there, or the site itself."""
    return resolve(path).url_name not in {NOWHERE, "anything"}


def _surrounded(request: HttpRequest, app: App, person: Person, response: HttpResponse) -> HttpResponse:
    page = getattr(response, "page", None)
    if isinstance(page, Page):
        return _adopted(response, shell.show(request, page, person))
    if _is_page(request, response):
        return _adopted(response, _shown(request, app, person, response))
    _confine(response)
    return response


def _is_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a browser will show this answer as a page: HTML for a window, for which the app's code did not ask."""
    kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
    saved = response.get("Content-Disposition", "").startswith("attachment")
    if saved or response.streaming or kind != "text/html" or 300 <= response.status_code < 400:
        return False
    asked = request.headers.get("Accept") == "text/html"  # by our client, for what surrounds the page
    return asked or SWAPPED in request.headers or request.headers.get("Sec-Fetch-Dest", "document") == "document"


def _shown(request: HttpRequest, app: App, person: Person, response: HttpResponse) -> HttpResponse:
    text = response.content.decode(response.charset, errors="replace")
    terms = documents.Terms(
        sheet=sheet_address,
        address=script_address,
        style=lambda css: inline_code.keep(css, "css") if INLINE_STYLES in app.allow else "",
        script=lambda code: inline_code.keep(code, "js") if INLINE_SCRIPTS in app.allow else "",
        held=INLINE_STYLES in app.allow and SWAPPED in request.headers,
        handlers=INLINE_SCRIPTS in app.allow,
    )
    found = documents.taken_apart(text if documents.is_document(text) else f"<body data-site>{text}", terms)
    page = Page(
        status=response.status_code, title=found.title or app.title, audience=app.audience,
        html=documents.wrapped(found), description=found.description,
        # A page that is missing may be there later; others are not fetched again while somebody uses them.
        module="web" if response.status_code == 404 else "",
    )  # fmt: skip
    head = documents.loading(map(static_sheet, app.styles), map(static_script, app.scripts)) + found.head
    more = {"app": {"head": head, "trusts": HTML_FROM_SCRIPTS in app.allow}}
    if getattr(get_messages(request), "used", False):  # the app's own template has shown them
        more["messages"] = {}
    shown = shell.show(request, page, person, **more)
    if INLINE_STYLES in app.allow:
        shown["Content-Security-Policy"] = policy(secure=configured().secure, styles=True)
    return shown


def _adopted(response: HttpResponse, shown: HttpResponse) -> HttpResponse:
    """The app's answer, with its cookies and headers, and the content that people see."""
    response.content = shown.content
    response["Content-Type"] = "text/html; charset=utf-8"
    for name in ("Content-Length", "ETag", "Last-Modified", "Expires"):
        response.headers.pop(name, None)
    if "no-store" not in response.get("Cache-Control", ""):
        response["Cache-Control"] = "private, no-cache"
    for name in ("Content-Security-Policy", "Retry-After"):
        if name in shown:
            response[name] = shown[name]
    return response


def _confine(response: HttpResponse) -> None:
    """Keep what people may have uploaded from running: a file that the app sends could be a document with scripts."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    kind = response.get("Content-Type", "").lower()
    if response.streaming and any(word in kind for word in CODE):
        response["Content-Type"] = "application/octet-stream"
        disposition = response.get("Content-Disposition", "attachment")
        response["Content-Disposition"] = disposition.replace("inline", "attachment", 1)
    elif "svg" in kind or "xml" in kind:
        response["Content-Security-Policy"] = SVG
