"""Forms without JavaScript: web makes the call that the client would make, and answers with a page."""

import asyncio
from collections.abc import Mapping
from secrets import token_hex
from time import monotonic
from typing import Any

from courant_kit.calls.again import KEY
from courant_kit.calls.errors import CourantError, Invalid, Suspended, TooLarge, Unavailable
from courant_kit.live.audience import PERSONAL
from courant_kit.wire.page import Page
from courant_kit.words import gettext as _
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string

from courant_web.accounts import device
from courant_web.accounts.grants import requester
from courant_web.accounts.person import VISITOR, Person
from courant_web.pages import attachments, refusal, shell, undoing
from courant_web.pages.problem import problem
from courant_web.upstream.gateway import call_for

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field of Django's own forms, not a secret
LONG = 80

WAITS = (0.1, 0.4, 1.5, 3.0)
"""Seconds before a form is sent again: a service that was killed is back after about a second."""

PATIENCE = 6.0
"""Seconds after which a form is not sent again."""

Fields = dict[str, Any]


async def make(request: HttpRequest, procedure: str) -> HttpResponse:
    """Make the call on behalf of the sender; redirect to the result's location, or show the error with the fields.

    A script of the site that accepts JSON gets the result or a problem (RFC 9457) in place of a page.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    person = await requester(request)
    if person is VISITOR:
        device.begin(request)
    fields: Fields = {}
    try:
        fields = sent(request)
        await attachments.put_into_text(request, person, procedure, fields)
        result = await _made(request, person, procedure, fields)
    except CourantError as error:
        return problem(error) if _by_script(request) else _refused(request, person, procedure, fields, error)
    return _done(request, result if isinstance(result, Mapping) else {})


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


async def _made(request: HttpRequest, person: Person, procedure: str, fields: Fields) -> Any:
    """The call's result. A form that says `?once` is sent again while its module is away: it has a key."""
    if "once" not in request.GET:
        return await call_for(person, request, procedure, fields)
    keyed, started = {KEY: token_hex(16), **fields}, monotonic()
    for wait in WAITS:
        try:
            return await call_for(person, request, procedure, keyed)
        except Unavailable as error:
            if isinstance(error, Suspended) or monotonic() - started > PATIENCE:
                raise
        await asyncio.sleep(wait)
    return await call_for(person, request, procedure, keyed)


def sent(request: HttpRequest) -> Fields:
    """The form's fields, as the client sends them: a name that ends in `[]` or occurs twice is a list; files are bytes.

    Raises TooLarge if the form is too large, and Invalid if it cannot be parsed.
    """
    try:
        lists = {name: request.POST.getlist(name) for name in request.POST if name != TOKEN}
        files = {
            name: file.read() for name, file in request.FILES.items() if isinstance(file, UploadedFile) and file.size
        }
    except (RequestDataTooBig, TooManyFieldsSent) as error:
        raise TooLarge(_("This form has too much text. The limit is 2 MB at a time.")) from error
    except (MultiPartParserError, UnicodeDecodeError) as error:
        raise Invalid(_("The form could not be read. Please try again.")) from error
    plain = {name.removesuffix("[]"): _value(name, values) for name, values in lists.items()}
    return {**plain, **files}


def _value(name: str, values: list[str]) -> str | list[str]:
    return values if name.endswith("[]") or len(values) > 1 else values[0]


def _done(request: HttpRequest, result: Mapping[str, Any]) -> HttpResponse:
    if notice := result.get("notice"):
        messages.success(request, str(notice), extra_tags=undoing.kept(result.get("undo")))
    location = shell.here(str(result.get("location") or "") or shell.came_from(request) or "/")
    if _by_script(request):
        response: HttpResponse = JsonResponse({"location": location}, headers={"Cache-Control": "no-store"})
    else:
        response = HttpResponse(status=303, headers={"Location": location, "Cache-Control": "no-store"})
    device.remember(request, response, str(result.get("own") or ""))
    return response


def _refused(request: HttpRequest, person: Person, procedure: str, fields: Fields, error: CourantError) -> HttpResponse:
    offered = error.details.get("html")
    html = str(offered) if offered else _form(request, person, procedure, fields, error)
    title = refusal.titled(error.status)
    page = Page(status=error.status, title=title, html=html, audience=PERSONAL, noindex=True)
    response = shell.show(request, page, person)
    if wait := error.details.get("retry_after"):
        response["Retry-After"] = str(round(float(wait)) + 1)
    return response


def _form(request: HttpRequest, person: Person, procedure: str, fields: Fields, error: CourantError) -> str:
    wrong = error.field or ""
    return render_to_string("call.html", {
        "title": refusal.titled(error.status),
        "message": error.message,
        "person": person,
        "signs_in": error.status == 403 and person.role == "visitor",
        "procedure": procedure,
        "once": "once" in request.GET,
        "controls": [control for name, value in fields.items() for control in _controls(name, value, wrong)],
        "came_from": shell.came_from(request) or "/",
    })  # fmt: skip


def _controls(name: str, value: Any, wrong: str) -> list[dict[str, Any]]:
    """One control per value: text that people typed is visible; a number that the page had filled in is hidden."""
    if isinstance(value, bytes) or name == KEY:
        return []
    values = value if isinstance(value, list) else [value]
    sent_as = f"{name}[]" if isinstance(value, list) else name
    return [
        {
            "name": sent_as,
            "id": f"field-{name}-{index}",
            "label": name.replace("_", " ").capitalize(),
            "value": one,
            "wrong": name == wrong,
            "hidden": one.isdigit() and name != wrong,
            "long": "\n" in one or len(one) > LONG,
        }
        for index, one in enumerate(values)
    ]
