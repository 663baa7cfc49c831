"""Context processors of mounted apps, for the templates of the app that is asked for."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils.module_loading import import_string

from courant_web.mounting.places import app_at

Processor = Callable[[HttpRequest], dict[str, Any]]


def of_app(request: HttpRequest) -> dict[str, Any]:
    """What the processors of the app give that answers this request (a Django context processor)."""
    app = app_at(request.path_info)
    found: dict[str, Any] = {}
    for name in app.context_processors if app else ():
        found |= _processor(name)(request)
    return found


@cache
def _processor(name: str) -> Processor:
    processor: Processor = import_string(name)
    return processor
