"""Refusals as pages in words: what is not there, what is not allowed, what is away."""

from courant_kit.live.audience import PERSONAL
from courant_kit.wire.page import Page
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from courant_web.accounts.person import VISITOR, Person
from courant_web.pages import shell

TITLES = {
    400: "This request cannot be read",
    403: "Not for you",
    404: "There is no such page",
    405: "This page takes no such request",
    410: "Deleted",
    413: "Too much at once",
    422: "Something is not right yet",
    429: "Too fast",
    503: "Back in a moment",
}
WRONG = "Something went wrong"


def page(status: int, message: str, title: str = "") -> Page:
    """A refusal as a page; its title is the usual one of its status unless it is given."""
    title = title or TITLES.get(status, WRONG)
    html = render_to_string("refusal.html", {"status": status, "title": title, "message": message})
    return Page(status=status, title=title, html=html, audience=PERSONAL, noindex=True)


def show(request: HttpRequest, status: int, message: str, person: Person = VISITOR) -> HttpResponse:
    """A refusal in the shell."""
    return shell.show(request, page(status, message), person)


def missing() -> Page:
    """Nobody claims this address."""
    return page(404, "Perhaps it has moved, or the address has a typing error.")


def away(title: str = "") -> Page:
    """The module that would answer is not on the router now."""
    what = title or "This part of the site"
    return page(503, f"{what} is being restarted. This page comes back by itself; there is no need to reload it.")


def suspended(title: str) -> Page:
    """An administrator has suspended the module that would answer."""
    words = f"{title} has been suspended by an administrator. This page returns by itself when it is resumed."
    return page(503, words, "Suspended")


def foreign(request: HttpRequest) -> HttpResponse:
    """Another site, or something that is no browser, sent a form."""
    return show(
        request, 403, "Forms are taken from this site's own pages only. Please open the page here and try again."
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """The body is over its limit, and was not read."""
    return show(request, 413, "What you sent is too large. At most 7 MB are taken at once.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400; says nothing of the request, which may not even name this host."""
    response = HttpResponse(f"{TITLES[400]}.\n", status=400, content_type="text/plain; charset=utf-8")
    # The middleware that says how long an answer is may be the one that refused.
    response["Content-Length"] = str(len(response.content))
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return show(request, 403, str(exception) or "Your role does not allow this.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return shell.show(request, missing(), VISITOR)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return show(request, 500, "The fault is ours, and it is in our log. Please try again.")
