"""Error pages in plain words: not found, not allowed, temporarily unavailable."""

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
    405: "This page does not accept this request",
    410: "Deleted",
    413: "Too large",
    422: "Something is not right yet",
    429: "Too fast",
    503: "Back in a moment",
}
WRONG = "Something went wrong"
MOVED = "It may have moved, or there may be a typo in the address."


def page(status: int, message: str, title: str = "", *, signs_in: bool = False) -> Page:
    """An error page; without a `title` it gets the usual one of its status. `signs_in` offers visitors to sign in."""
    title = title or TITLES.get(status, WRONG)
    told = {"status": status, "title": title, "message": message, "signs_in": signs_in}
    html = render_to_string("refusal.html", told)
    return Page(status=status, title=title, html=html, description=message, audience=PERSONAL, noindex=True)


def show(request: HttpRequest, status: int, message: str, person: Person = VISITOR) -> HttpResponse:
    """An error page in the shell."""
    return shell.show(request, page(status, message), person)


def missing() -> Page:
    """The error page for an address that no module claims."""
    return page(404, MOVED)


def away(title: str = "") -> Page:
    """The error page for an address whose module is not on the router at the moment."""
    what = title or "This part of the site"
    return page(503, f"{what} is being restarted. This page returns by itself; there is no need to reload it.")


def late(title: str) -> Page:
    """The error page for an address whose module has not answered in time."""
    return page(503, f"{title} is taking too long at the moment. Please try again in a minute.")


def held(title: str) -> Page:
    """The error page for an address whose module failed again and again, and is not asked for a while."""
    words = (
        f"{title} has not answered several times, so its pages are held back for a while. "
        "This page returns by itself when it answers again; there is no need to reload it."
    )
    return page(503, words)


def suspended(title: str) -> Page:
    """The error page for an address whose module an administrator has suspended."""
    words = f"{title} has been suspended by an administrator. This page returns by itself when it is resumed."
    return page(503, words, "Suspended")


def foreign(request: HttpRequest) -> HttpResponse:
    """The error page for a form that came from another site, or from a program that is not a browser."""
    return show(
        request, 403, "Only pages of this site can send this form. Please open the page on this site and try again."
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: a mounted app's form came without the token that the app had put into it."""
    return show(request, 403, "This form has expired. Please go back, reload the page, and send it again.")


def too_large(request: HttpRequest) -> HttpResponse:
    """The error page for a request whose body is over the size limit."""
    return show(request, 413, "This is too large to send. The limit is 7 MB at a time.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: plain text without the shell, since the request may not even name this host."""
    response = HttpResponse(f"{TITLES[400]}.\n", status=400, content_type="text/plain; charset=utf-8")
    # The middleware that sets this header may be the one that rejected the request.
    response["Content-Length"] = str(len(response.content))
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return shell.show(request, page(403, str(exception) or "Your role does not allow this.", signs_in=True), VISITOR)


def too_fast(request: HttpRequest) -> HttpResponse:
    """Allauth's handler429: an address has sent too many forms of accounts."""
    return show(request, 429, "Too many of these forms came from your network. Please try again in a minute.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return shell.show(request, missing(), VISITOR)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return show(request, 500, "The fault is ours, and our log has the details. Please try again.")
