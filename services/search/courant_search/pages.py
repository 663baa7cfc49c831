"""The search's page, which works without JavaScript."""

from urllib.parse import urlencode

from courant_kit.calls.caller import Caller
from courant_kit.content.templates import draw
from courant_kit.live.audience import PERSONAL
from courant_kit.wire.page import Page
from courant_kit.words import gettext as _
from courant_kit.words import marked
from msgspec.structs import asdict, replace

from courant_search import contract, finding, noticing, parts
from courant_search.module import module
from courant_search.payloads import MOST_PAGES, Ask, Part

SHOWN = 20
PATH = "/search/"
WORDS = marked("Search all of the site.")


@module.handles(contract.PAGE_RESULTS)
def results(caller: Caller, request: Ask) -> Page:
    """The form, and the results of the query that the address has."""
    found = finding.find(caller, request, module.running.standing.suspended, SHOWN)
    narrow = _narrow(request)
    markers = "".join(noticing.marker(one) for one in finding.audiences(caller)) if request.q or narrow else ""
    more = found.total > request.page * SHOWN and request.page < MOST_PAGES
    html = draw(
        "search/results.html", ask=request, found=found, narrow=narrow, markers=markers, parts=_choices(request),
        rows=[(one, parts.title(one.module)) for one in found.results],
        meant=address(replace(request, q=found.meant, page=1)) if found.meant else "",
        wider=address(Ask(q=request.q)) if narrow else "",
        newer=address(replace(request, page=request.page - 1)) if request.page > 1 else "",
        older=address(replace(request, page=request.page + 1)) if more else "",
    )  # fmt: skip
    title = _("Search: {q}").format(q=request.q) if request.q else _("Search")
    return Page(title=title, html=html, noindex=True, audience=PERSONAL, description=_(WORDS), styles=["search.css"])


def _narrow(ask: Ask) -> list[str]:
    """What narrows a query down, in words."""
    words = {
        "module": parts.title(ask.module), "space": ask.space, "tag": f"#{ask.tag}", "author": ask.author,
        "since": _("from {since}").format(since=ask.since), "until": _("to {until}").format(until=ask.until),
    }  # fmt: skip
    return [one for name, one in words.items() if getattr(ask, name)]


def _choices(ask: Ask) -> list[Part]:
    """The parts of the site, and what the query names instead of one of them, so that its form repeats the query."""
    found = parts.offered(module.running.standing.suspended)
    known = not ask.module or any(one.module == ask.module for one in found)
    return found if known else [*found, Part(ask.module, ask.module)]


def address(ask: Ask) -> str:
    """The address of the results of a query."""
    fields = {name: value for name, value in asdict(ask).items() if value and (name, value) != ("page", 1)}
    return f"{PATH}?{urlencode(fields)}" if fields else PATH
