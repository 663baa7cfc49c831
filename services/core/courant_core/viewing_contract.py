"""The part of core's contract for how often pages are read; core's contract imports all of it."""

from datetime import date
from typing import Annotated

from courant_kit.calls.caller import EDITORS, OneModule
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.wire.contract import Procedure, page
from courant_kit.wire.payload import Payload
from msgspec import Meta

MOST_PAGES = 5_000
"""How many pages one call names at most."""
MOST_DAYS = 730
"""How many days views are kept."""

Path = Annotated[str, Meta(min_length=1, max_length=2000, pattern="^/")]
Host = Annotated[str, Meta(max_length=100, pattern=r"^[a-z0-9.-]*$")]
Count = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Days = Annotated[int, Meta(ge=1, le=MOST_DAYS)]


class PageViews(Payload):
    """A public page, and how often it was read by way of each other site; "" are those without one."""

    path: Path
    hosts: Annotated[dict[Host, Count], Meta(max_length=MOST_PAGES)]
    title: Annotated[str, Meta(max_length=1000)] = ""
    author: Annotated[str, Meta(max_length=1000)] = ""


class ViewsSeen(Payload):
    """Views of the last seconds."""

    pages: Annotated[list[PageViews], Meta(max_length=MOST_PAGES)]


class AskViews(Payload):
    """Asks for the views of the last so many days, today included: of one page, or ("") of the whole site."""

    path: Annotated[str, Meta(max_length=2000)] = ""
    days: Days = 30


class DayViews(Payload):
    """How often something was read on a day of the site's time zone."""

    day: date
    views: int


class ReadPage(Payload):
    """A page and how often it was read."""

    path: str
    title: str
    author: str
    views: int


class Referrer(Payload):
    """Another site, and how many views came from it; "" are the sites beyond the first fifty of a page's day."""

    host: str
    views: int


class ViewsFound(Payload):
    """Views by day, the pages that were read most, and the sites from which most came."""

    total: int
    days: list[DayViews]
    pages: list[ReadPage]
    referrers: list[Referrer]


ADD_VIEWS = Procedure(
    "courant.core.view.add", ViewsSeen, None, OneModule("web"), writes=True, public=False, since="0.2",
    doc="Counts views that web has seen.",
)  # fmt: skip
LIST_VIEWS = Procedure(
    "courant.core.view.list", AskViews, ViewsFound, EDITORS, since="0.2",
    doc="How often pages were read, by day, and from which other sites.",
)  # fmt: skip
PAGE_VIEWS = page(
    "courant.core.page.views", AskViews, EDITORS, "How often pages were read: for those who look after the site.", "0.2"
)
VIEWS = Fragment(
    "core.views", audience=EDITORS_ONLY, memory=True, since="0.2",
    doc="How often pages were read; each new version makes windows load the page again.",
)  # fmt: skip
