"""The page of views, its calls, and forgetting what is old."""

from datetime import timedelta

from courant_kit.calls.caller import Caller
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import FragmentId, wrap
from courant_kit.wire.page import Page
from courant_kit.words import gettext

from courant_core import contract
from courant_core.module import module
from courant_core.viewing import announcing, clicking, drawing, keeping
from courant_core.viewing.zone import today
from courant_core.viewing_contract import MOST_DAYS, AskViews, ViewsFound, ViewsSeen

EACH_HOUR = 3600.0


@module.handles(contract.ADD_VIEWS)
def add(caller: Caller, request: ViewsSeen) -> None:
    """Count views that web has seen."""
    keeping.add(request.pages, today())
    announcing.later()


@module.handles(contract.LIST_VIEWS)
def list_views(caller: Caller, request: AskViews) -> ViewsFound:
    """How often pages were read, by day, and from which other sites."""
    return keeping.find(request.path, request.days, today())


@module.handles(contract.PAGE_VIEWS)
def show(caller: Caller, request: AskViews) -> Page:
    """How often pages were read: all of them, or one."""
    found = keeping.find(request.path, request.days, today())
    fragment = contract.VIEWS()
    marker = wrap(fragment, module.renderings.version(fragment), "", tag="span", attributes="hidden")
    return Page(
        title=gettext("Statistics"),
        html=drawing.page(request, found, marker),
        canonical="/statistics/",
        noindex=True,
        audience=EDITORS_ONLY,
        styles=["views.css"],
    )


@module.renders(contract.VIEWS)
def changed(fragment: FragmentId[None]) -> None:
    """Never sent: each new version says `gone`, and windows load the page again."""


@module.every(EACH_HOUR)
def forget() -> None:
    """Delete what is older than views are kept."""
    clicking.forget_names()
    keeping.forget(today() - timedelta(days=MOST_DAYS))
