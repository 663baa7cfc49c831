"""The page on which administrators make and revoke the tokens of the HTTP API."""

from typing import Any

from courant_kit.calls.errors import CourantError, Invalid
from courant_kit.words import gettext as _
from courant_kit.words import marked
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from courant_web.accounts import tokens
from courant_web.contract import TOKENS
from courant_web.models import User
from courant_web.module import module
from courant_web.pages.people import for_admins
from courant_web.upstream.state import directory

ROLES = (
    ("backend", marked("A program of its own")),
    ("member", marked("You, as a member")),
    ("editor", marked("You, as an editor at most")),
    ("admin", marked("You, as an administrator at most")),
)
LONGEST = 5000
"""Characters of a form's scopes, at most."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def show(request: HttpRequest) -> HttpResponse:
    """The tokens, live, with a form for a new one; a new token is in the answer to its form, and nowhere else."""
    if request.method != "POST":
        return _page(request, QueryDict(), 200)
    try:
        text = _made(request)
    except CourantError as error:
        return _page(request, request.POST, error.status, message=error.message, wrong=error.field)
    return _page(request, QueryDict(), 200, made={"name": request.POST.get("name", "").strip(), "text": text})


def _made(request: HttpRequest) -> str:
    fields, days = request.POST, request.POST.get("days", "")
    if not days.isdecimal() or len(days) > len(str(tokens.MOST_DAYS)):
        raise Invalid(_("A token is valid for 1 to {most} days.").format(most=tokens.MOST_DAYS), field="days")
    maker = request.user
    if not isinstance(maker, User):
        raise TypeError("only somebody who is signed in gets here")
    words = " ".join([*fields.getlist("scope"), fields.get("scopes", "")])
    return tokens.create(fields.get("name", ""), fields.get("role", ""), words[:LONGEST], maker, days=int(days))


def _page(request: HttpRequest, sent: QueryDict, status: int, **more: Any) -> HttpResponse:
    chosen = sent.getlist("scope")
    scoped = [
        {"name": one.module, "title": _(one.title), "read": f"read:{one.module}" in chosen,
         "write": f"write:{one.module}" in chosen}
        for one in directory.modules
    ]  # fmt: skip
    form = {
        "name": sent.get("name", ""), "role": sent.get("role", "member"), "scopes": sent.get("scopes", ""),
        "days": sent.get("days", tokens.USUAL_DAYS),
    }  # fmt: skip
    context = {
        "form": form,
        "scoped": scoped,
        "roles": [(role, _(words)) for role, words in ROLES],
        "most_days": tokens.MOST_DAYS,
        **more,
    }
    context["rows"] = module.embed(TOKENS(), tag="ul", attributes=f'class="rows" aria-label="{_("Tokens")}"')
    response = render(request, "tokens.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
