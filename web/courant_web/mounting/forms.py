"""Forms of mounted apps have Django's own tokens, besides the origin that every form of the site must have."""

from typing import Any

from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

from courant_web.mounting.places import app_at


class Forms(CsrfViewMiddleware):
    """Django's check of tokens, for the pages of mounted apps alone; the site's own forms have none."""

    def process_request(self, request: HttpRequest) -> None:
        """Read the token's cookie."""
        if app_at(request.path_info):
            super().process_request(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseForbidden | None:
        """Refuse a form without its token."""
        return super().process_view(request, view, args, kwargs) if app_at(request.path_info) else None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the token's cookie where a page has a form with one."""
        return super().process_response(request, response) if app_at(request.path_info) else response
