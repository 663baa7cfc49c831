"""What the wiki offers on the router: its procedures, pages and events."""

from datetime import datetime
from typing import Annotated, Literal

from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import AddMedia, Answer, MediaAdded, Preview
from courant_kit.wire.contract import Procedure, Topic, page
from courant_kit.wire.feed import Feed, Front, Sitemap, SitemapRequest
from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_wiki.rules import CURATORS, LISTENERS, READERS, WRITERS

Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""The number of a revision: 1 is a page's first."""

RowId = Annotated[int, Meta(ge=0, le=2**53)]


class PagePath(Payload):
    """Names a page by its path, `a/b/c`."""

    path: str


class PageRevision(Payload):
    """Names a revision of a page."""

    path: str
    number: Number


class SavePage(Payload):
    """A page as somebody wrote it.

    `base` is the revision the writing began from, 0 for a new page. A `path` that is empty or ends in `/` is followed
    by the title.
    """

    title: str
    text: str = ""
    path: str = ""
    base: Number = 0
    summary: str = ""


class Saved(Answer, kw_only=True):
    """A page was changed: where it is, and its revision now."""

    revision: int


class MovePage(Payload):
    """Moves a page with all pages below it to the path `to`; `position` orders it among its siblings (0: by title)."""

    path: str
    to: str = ""
    position: Number | None = None


class CompareRevisions(Payload):
    """Two revisions of a page to look at side by side."""

    path: str
    old: Number
    new: Number


class Comparison(Payload):
    """Where the comparison is shown."""

    location: str


class ImportPage(Payload):
    """A page from elsewhere; importing it again changes only what is new at its source.

    `position` orders it among its siblings; `aliases` are other wiki paths that lead to it; `created` is when the text
    was written, now when it is not known.
    """

    path: str
    title: str
    text: str
    author: str = ""
    position: Number = 0
    aliases: list[str] = []
    summary: str = ""
    created: datetime | None = None


Outcome = Literal["created", "updated", "merged", "unchanged", "kept", "conflict", "deleted"]
"""What an import did: `merged` with what was edited here; `kept` what was edited here as the source is not newer;
`conflict`: edited here and at the source in the same place, left alone; `deleted`: deleted here, and stays so."""


class Imported(Payload):
    """What became of an imported page."""

    location: str
    revision: int
    outcome: Outcome


class GetPage(Payload):
    """Asks for a page's text, or that of an old revision (0: the newest)."""

    path: str
    number: Number = 0


class PageText(Payload):
    """A revision of a page."""

    path: str
    location: str
    title: str
    text: str
    revision: int
    author: str
    summary: str
    edited: datetime


class ListPages(Payload):
    """Asks for pages in the order of their paths, those after `after`."""

    after: str = ""
    limit: Annotated[int, Meta(ge=1, le=1000)] = 200


class ListedPage(Payload):
    """A page in a list."""

    path: str
    title: str
    revision: int
    author: str
    edited: datetime
    position: int


class PageList(Payload):
    """Pages in the order of their paths; `more` when there are others after the last."""

    pages: list[ListedPage]
    more: bool


class NewPage(Payload):
    """Asks for the form of a new page, below `path` when one is given."""

    path: str = ""


class HistoryPage(Payload):
    """Asks for a page's history, the revisions before number `before` when one is given."""

    path: str
    before: Number = 0


class RecentPage(Payload):
    """Asks for the newest changes, those before the change `before` when one is given."""

    before: RowId = 0


class PageChanged(Payload):
    """A page was created, changed, deleted or restored; `event` is its number in the wiki's event log."""

    path: str
    location: str
    title: str
    revision: int
    author: str
    summary: str = ""
    event: int = 0


class PageMoved(Payload):
    """A page has a new address; `old_path` leads to it from now on."""

    path: str
    old_path: str
    location: str
    title: str
    author: str
    event: int = 0


SAVE_PAGE = Procedure(
    "courant.wiki.page.save", SavePage, Saved, WRITERS, writes=True,
    doc="Writes a page; a stale `base` is a conflict whose `html` offers the merge.",
)  # fmt: skip
REVERT_PAGE = Procedure(
    "courant.wiki.page.revert", PageRevision, Saved, WRITERS, writes=True,
    doc="Makes an old revision's text the newest.",
)  # fmt: skip
PREVIEW_PAGE = Procedure(
    "courant.wiki.page.preview", SavePage, Preview, WRITERS, doc="A page as it would look; nothing is saved."
)
MOVE_PAGE = Procedure(
    "courant.wiki.page.move", MovePage, Saved, CURATORS, writes=True,
    doc="Moves a page and all below it; the old addresses lead to the new ones.",
)  # fmt: skip
DELETE_PAGE = Procedure(
    "courant.wiki.page.delete", PagePath, Saved, CURATORS, writes=True,
    doc="Takes a page out of sight; its address answers 410, and it can be restored.",
)  # fmt: skip
RESTORE_PAGE = Procedure(
    "courant.wiki.page.restore", PagePath, Saved, CURATORS, writes=True, doc="Brings a deleted page back as it was."
)
IMPORT_PAGE = Procedure(
    "courant.wiki.page.import", ImportPage, Imported, CURATORS, writes=True,
    doc="Takes a page in from elsewhere; doing it again doubles nothing and keeps what was edited here.",
)  # fmt: skip
GET_PAGE = Procedure(
    "courant.wiki.page.get", GetPage, PageText, READERS, doc="A page's text, or that of an old revision."
)
LIST_PAGES = Procedure("courant.wiki.page.list", ListPages, PageList, READERS, doc="All pages, by path.")
ADD_MEDIA = Procedure(
    "courant.wiki.media.add", AddMedia, MediaAdded, WRITERS, writes=True, doc="Stores an image for use in pages."
)
COMPARE_REVISIONS = Procedure(
    "courant.wiki.revision.compare", CompareRevisions, Comparison, READERS,
    doc="Where two revisions are shown side by side.",
)  # fmt: skip
FEED = Procedure("courant.wiki.feed.recent", result=Feed, who=READERS, doc="The newest changes, as a feed.")
SITEMAP = Procedure("courant.wiki.sitemap.list", SitemapRequest, Sitemap, READERS, doc="All pages, for crawlers.")
FRONT = Procedure(
    "courant.wiki.front.latest", result=Front, who=READERS, doc="The pages that changed last, for the front page."
)

PAGE_INDEX = page("courant.wiki.page.index", who=READERS, doc="Where the wiki starts: what changed, and all pages.")
PAGE_SHOW = page("courant.wiki.page.show", PagePath, who=READERS, doc="A page.")
PAGE_NEW = page("courant.wiki.page.new", NewPage, WRITERS, doc="The form of a new page.")
PAGE_EDIT = page("courant.wiki.page.edit", PagePath, WRITERS, doc="The form of a page that is, or is to be.")
PAGE_ARRANGE = page("courant.wiki.page.arrange", PagePath, CURATORS, doc="The forms that move and delete a page.")
PAGE_HISTORY = page("courant.wiki.page.history", HistoryPage, who=READERS, doc="The revisions of a page.")
PAGE_REVISION = page("courant.wiki.page.revision", PageRevision, who=READERS, doc="An old revision of a page.")
PAGE_DIFF = page("courant.wiki.page.diff", CompareRevisions, who=READERS, doc="What changed between two revisions.")
PAGE_RECENT = page("courant.wiki.page.recent", RecentPage, who=READERS, doc="The newest changes of all pages.")

ARTICLE = Fragment("wiki.page", key=int, audience=READERS, doc="A page's article.")
HEAD = Fragment("wiki.head", key=int, audience=READERS, doc="Which revision of a page is the newest.")
CRUMBS = Fragment("wiki.crumbs", key=int, audience=READERS, doc="The way down to a page.")
BACKLINKS = Fragment("wiki.backlinks", key=int, audience=READERS, doc="The pages that link to a page.")
TREE = Fragment("wiki.tree", audience=READERS, doc="All pages.")
HISTORY = Fragment(
    "wiki.history", key=int, audience=READERS,
    doc="A page's newest revisions, or those below the number that its part is.",
)  # fmt: skip
RECENT = Fragment(
    "wiki.recent", audience=READERS, doc="The newest changes of all pages, or those before the one its part names."
)
LATEST = Fragment("wiki.latest", audience=READERS, doc="The pages that changed last.")
ABSENT = Fragment(
    "wiki.absent", key=str, audience=READERS, doc="That no page is at an address, which its key stands for."
)

PAGE_CREATED = Topic("courant.wiki.page.created", PageChanged, LISTENERS, doc="A page was written for the first time.")
PAGE_CHANGED = Topic("courant.wiki.page.changed", PageChanged, LISTENERS, doc="A page has a new revision.")
PAGE_MOVED = Topic("courant.wiki.page.moved", PageMoved, LISTENERS, doc="A page has a new address.")
PAGE_DELETED = Topic("courant.wiki.page.deleted", PageChanged, LISTENERS, doc="A page was deleted.")
PAGE_RESTORED = Topic("courant.wiki.page.restored", PageChanged, LISTENERS, doc="A deleted page is back.")
