"""Routes, declared once as Django patterns and translated for browsers into regular expressions with named groups."""

import re
from collections.abc import Callable
from itertools import takewhile
from typing import Any

from django.urls.resolvers import URLPattern
from msgspec import structs

from courant_kit.wire.contract import Procedure
from courant_kit.wire.feed import Feed
from courant_kit.wire.manifest import Route

_GROUP = re.compile(r"\(\?P<([A-Za-z_][A-Za-z0-9_]*)>")
_CLASS_OR_ESCAPE = re.compile(r"\[(?:\\.|[^\]\\])*\]|\\([^\w^$\\.*+?()\[\]{}|/])")
_FOREIGN = re.compile(r"\(\?(?!<[A-Za-z_]|:|=|!)|\\[AGXRDWSbB]|\(\?P=|[*+?}]\+|\\[pP]\{")


class NotPortable(ValueError):
    """A pattern that cannot be translated for browsers; the server resolves it instead."""


def serves(procedure: Procedure) -> Callable[..., Any]:
    """The view of a route in a service's `urlpatterns`: the procedure of the page or feed that answers it."""

    def view(*_: Any, **__: Any) -> None:
        raise TypeError(f"{procedure.uri} is called over the router, not as a view")

    view.procedure = procedure  # type: ignore[attr-defined]  # read by `routes`
    return view


def routes(urlpatterns: list[URLPattern]) -> list[Route]:
    """The routes that Django patterns declare; raises ValueError if a view is not a page procedure.

    The first match wins, so the server also resolves every pattern after one that browsers cannot read.
    """
    found = [_route(pattern) for pattern in urlpatterns]
    readable = list(takewhile(lambda route: route.pattern, found))
    return readable + [structs.replace(route, pattern="") for route in found[len(readable) :]]


def feed_routes(urlpatterns: list[URLPattern]) -> list[Route]:
    """The feeds with arguments that Django patterns declare; raises ValueError if a view returns no Feed."""
    found = []
    for pattern in urlpatterns:
        procedure = getattr(pattern.callback, "procedure", None)
        if not isinstance(procedure, Procedure) or procedure.result is not Feed:
            raise ValueError(f"the feed {pattern.pattern} is not served by a procedure that returns a Feed")
        found.append(_declared(pattern, procedure))
    return found


def _route(pattern: URLPattern) -> Route:
    procedure = getattr(pattern.callback, "procedure", None)
    if not isinstance(procedure, Procedure) or not procedure.is_page:
        raise ValueError(f"the route {pattern.pattern} is not served by a page procedure")
    return _declared(pattern, procedure)


def _declared(pattern: URLPattern, procedure: Procedure) -> Route:
    python = _expression(pattern)
    return Route(
        name=pattern.name or procedure.uri,
        pattern=_portable(python),
        python=python,
        procedure=procedure.uri,
        query=[name for name in procedure.request.__struct_fields__ if name not in pattern.pattern.regex.groupindex],
    )


def _expression(pattern: URLPattern) -> str:
    return str(pattern.pattern.regex.pattern)


def _portable(python: str) -> str:
    try:
        return javascript(python)
    except NotPortable:
        return ""


def javascript(expression: str) -> str:
    """A Python regular expression as a JavaScript one (flag u), anchored; raises NotPortable if the two differ."""
    text = _GROUP.sub(r"(?<\1>", expression)
    text = _literal(text.replace(r"\Z", "$"))
    if _FOREIGN.search(text):
        raise NotPortable(f"browsers cannot read {expression!r}")
    return _anchored(text)


def _literal(text: str) -> str:
    # re.escape() escapes more characters than JavaScript allows under the flag u:
    # outside classes, only syntax characters keep their backslash.
    return _CLASS_OR_ESCAPE.sub(lambda found: found[1] or found[0], text)


def _anchored(text: str) -> str:
    start = "" if text.startswith("^") else "^"
    end = "" if text.endswith("$") else "[^]*"
    return f"{start}{text}{end}"
