"""One-click unsubscription (RFC 8058): a mail program sends a POST to the link of a letter, without cookies or origin.

The link's token, which nobody can guess, says who may do this. People who open the link get a page with a button.
"""

from courant_kit.calls.errors import CourantError
from django.http import HttpRequest, HttpResponse

from courant_web import paths
from courant_web.accounts.person import VISITOR
from courant_web.pages import module_pages
from courant_web.upstream.gateway import call_for

LEAVE = "courant.mail.link.leave"
FIELD, VALUE = "List-Unsubscribe", "One-Click"


async def off(request: HttpRequest, token: str) -> HttpResponse:
    """End what a letter with this token says, or show its page."""
    if request.method != "POST":
        return await module_pages.show(request, f"{paths.ONE_CLICK.lstrip('/')}{token}/")
    if request.POST.get(FIELD) != VALUE:
        return _said(f"Send the field {FIELD}={VALUE}, as RFC 8058 asks.", 400)
    try:
        result = await call_for(VISITOR, request, LEAVE, {"token": token})
    except CourantError as error:
        return _said(error.message, error.status)
    return _said(str(result.get("notice", "")), 200)


def _said(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)
