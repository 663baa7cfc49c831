"""The page on which administrators manage people: find them, change roles, deactivate accounts."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from courant_kit.calls.caller import Role
from courant_kit.calls.errors import CourantError
from courant_kit.words import gettext as _
from courant_kit.words import marked
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from courant_web.accounts import people
from courant_web.accounts.person import Person
from courant_web.models import ROLES, User
from courant_web.pages import refusal

View = Callable[..., HttpResponse]

NAMES_OF_ROLES = marked("member"), marked("editor"), marked("admin")
"""The roles as they are named in a sentence."""


def for_admins(view: View) -> View:
    """Redirects visitors to the sign-in page, and shows everybody else who is not an administrator an error page."""

    @wraps(view)
    def admitted(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return HttpResponseRedirect(f"/accounts/login/?{urlencode({'next': request.get_full_path()})}")
        if user.role != Role.ADMIN:
            return refusal.show(
                request, 403, _("This page is for administrators only."), Person(user.username, user.role)
            )
        return view(request, *args, **kwargs)

    return admitted


@require_GET
@for_admins
def show(request: HttpRequest) -> HttpResponse:
    """The list of people, sorted by name, in pages; `?q=` searches in names and e-mail addresses."""
    words = request.GET.get("q", "")
    found, after = people.listed(words, request.GET.get("after", ""))
    response = render(request, "people.html", {"people": found, "after": after, "words": words, "roles": ROLES})
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@for_admins
def change(request: HttpRequest, name: str) -> HttpResponse:
    """Change a person's role (`role`), or reactivate or deactivate the account (`active`: 1 or 0)."""
    try:
        said = _changed(name, request.POST)
    except CourantError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    words = request.POST.get("q", "")
    return HttpResponseRedirect("/accounts/people/" + (f"?{urlencode({'q': words})}" if words else ""))


def _changed(name: str, fields: QueryDict) -> str:
    active, role = fields.get("active"), fields.get("role", "")
    if active is None:
        people.set_role(name, role)
        return _("The role of {name} is now {role}.").format(name=name, role=_(role))
    people.set_active(name, active=active == "1")
    return (
        _("{name} can sign in again.").format(name=name)
        if active == "1"
        else _("{name} has been signed out and can no longer sign in.").format(name=name)
    )
