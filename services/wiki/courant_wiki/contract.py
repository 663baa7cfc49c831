"""The wiki's contract: its procedures, pages and events."""

from datetime import datetime
from typing import Annotated

from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.merging.again import Outcome
from courant_kit.wire.answers import AddMedia, Answer, ListSources, MediaAdded, Preview, Sources
from courant_kit.wire.contract import Procedure, Topic, page
from courant_kit.wire.feed import Feed, Front, Sitemap, SitemapRequest
from courant_kit.wire.old_addresses import OldPath
from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_wiki.rules import CURATORS, LISTENERS, READERS, WRITERS

Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""The number of a revision; a page's first revision is 1."""

RowId = Annotated[int, Meta(ge=0, le=2**53)]


class PagePath(Payload):
    """Identifies a page by its path, `a/b/c`."""

    path: str


class DeletePage(PagePath):
    """Identifies a page to delete; with `below`, all pages below it are deleted along with it."""

    below: bool = False


class PageRevision(Payload):
    """Identifies a revision of a page."""

    path: str
    number: Number


class SavePage(Payload):
    """A page to save.

    `base` is the revision that was edited, 0 for a new page. If `path` is empty or ends in `/`, the title is appended.
    `decide` (`2-mine`) saves nothing: it asks for the form of a merge again, with a place decided for the words of one
    side or of both. `mine` is the writer's text before the merge, which that form keeps.
    """

    title: str
    text: str = ""
    path: str = ""
    base: Number = 0
    summary: str = ""
    decide: Annotated[str, Meta(pattern="^([0-9]{1,5}-(mine|theirs|both))?$")] = ""
    mine: str = ""


class Saved(Answer, kw_only=True):
    """The changed page: its location and its current revision."""

    revision: int


class MovePage(Payload):
    """Moves a page and all pages below it to the path `to`; `position` orders it among its siblings (0: by title)."""

    path: str
    to: str = ""
    position: Number | None = None


class CompareRevisions(Payload):
    """Two revisions of a page to compare."""

    path: str
    old: Number
    new: Number


class Comparison(Payload):
    """The address of the comparison."""

    location: str


class ImportPage(Payload):
    """A page from elsewhere; importing it again combines what has changed at its source with edits made here.

    `path` identifies the page, even if it has been moved here since; `source` names its file, for reports. `position`
    orders it among its siblings; `aliases` are other wiki paths that redirect to it; `created` is when the text was
    written, or now if that is not known. `old` are addresses of this site, outside of the wiki, that redirect to it
    (`guide/start.html`).
    """

    path: str
    title: str
    text: str
    source: Annotated[str, Meta(max_length=300)] = ""
    author: str = ""
    position: Number = 0
    aliases: list[str] = []
    summary: str = ""
    created: datetime | None = None
    old: Annotated[list[Annotated[str, Meta(max_length=400)]], Meta(max_length=50)] = []


class Imported(Payload):
    """The result of importing a page; `kept` has a line for each place where an edit made here stays."""

    location: str
    revision: int
    outcome: Outcome
    kept: list[str] = []


class GetPage(Payload):
    """Requests the text of a page or of an old revision (0: the newest)."""

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
    """Requests pages, ordered by path, that come after `after`."""

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
    """Pages ordered by path; `more` is true if others follow."""

    pages: list[ListedPage]
    more: bool


class NewPage(Payload):
    """Requests the form for a new page, below `path` if one is given."""

    path: str = ""


class HistoryPage(Payload):
    """Requests a page's history; with `before`, only the revisions before that number."""

    path: str
    before: Number = 0


class RecentPage(Payload):
    """Requests the newest changes; with `before`, only those before that change, as the page before names it."""

    before: RowId = 0


class BinPage(Payload):
    """Requests what was deleted last; with `before`, only what was deleted before the page with that id."""

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
    """A page has a new address; `old_path` redirects to it."""

    path: str
    old_path: str
    location: str
    title: str
    author: str
    event: int = 0


SAVE_PAGE = Procedure(
    "courant.wiki.page.save", SavePage, Saved, WRITERS, writes=True,
    doc="Saves a page; if `base` is out of date, the call fails with a conflict whose `html` offers a merge.",
)  # fmt: skip
REVERT_PAGE = Procedure(
    "courant.wiki.page.revert", PageRevision, Saved, WRITERS, writes=True,
    doc="Makes the text of an old revision the newest one.",
)  # fmt: skip
PREVIEW_PAGE = Procedure(
    "courant.wiki.page.preview", SavePage, Preview, WRITERS, doc="Renders a page without saving it."
)
MOVE_PAGE = Procedure(
    "courant.wiki.page.move", MovePage, Saved, CURATORS, writes=True,
    doc="Moves a page and all pages below it; the old addresses redirect to the new ones.",
)  # fmt: skip
DELETE_PAGE = Procedure(
    "courant.wiki.page.delete", DeletePage, Saved, CURATORS, writes=True,
    doc="Deletes a page, so that its address answers 410; it can be restored. The pages below it stay if not deleted.",
)  # fmt: skip
RESTORE_PAGE = Procedure(
    "courant.wiki.page.restore", PagePath, Saved, CURATORS, writes=True,
    doc="Restores a deleted page as it was, with the pages that were deleted along with it.",
)  # fmt: skip
IMPORT_PAGE = Procedure(
    "courant.wiki.page.import", ImportPage, Imported, CURATORS, writes=True,
    doc="Imports a page; importing it again creates no duplicate and preserves edits made here.",
)  # fmt: skip
LIST_SOURCES = Procedure(
    "courant.wiki.source.list", ListSources, Sources, CURATORS,
    doc="The paths under which pages were imported, ordered.",
)  # fmt: skip
GET_PAGE = Procedure(
    "courant.wiki.page.get", GetPage, PageText, READERS, doc="The text of a page or of an old revision."
)
LIST_PAGES = Procedure("courant.wiki.page.list", ListPages, PageList, READERS, doc="All pages, ordered by path.")
ADD_MEDIA = Procedure(
    "courant.wiki.media.add", AddMedia, MediaAdded, WRITERS, writes=True, doc="Stores an image for use in pages."
)
COMPARE_REVISIONS = Procedure(
    "courant.wiki.revision.compare", CompareRevisions, Comparison, READERS,
    doc="The address of the comparison of two revisions.",
)  # fmt: skip
FEED = Procedure("courant.wiki.feed.recent", result=Feed, who=READERS, doc="The newest changes, as a feed.")
SITEMAP = Procedure("courant.wiki.sitemap.list", SitemapRequest, Sitemap, READERS, doc="All pages, for crawlers.")
FRONT = Procedure(
    "courant.wiki.front.latest", result=Front, who=READERS, doc="The most recently changed pages, for the front page."
)

PAGE_INDEX = page("courant.wiki.page.index", who=READERS, doc="The wiki's start page: recent changes, and all pages.")
PAGE_SHOW = page("courant.wiki.page.show", PagePath, who=READERS, doc="A page.")
PAGE_NEW = page("courant.wiki.page.new", NewPage, WRITERS, doc="The form for a new page.")
PAGE_EDIT = page("courant.wiki.page.edit", PagePath, WRITERS, doc="The form for a new or existing page.")
PAGE_ARRANGE = page("courant.wiki.page.arrange", PagePath, CURATORS, doc="The forms that move and delete a page.")
PAGE_HISTORY = page("courant.wiki.page.history", HistoryPage, who=READERS, doc="The revisions of a page.")
PAGE_REVISION = page("courant.wiki.page.revision", PageRevision, who=READERS, doc="An old revision of a page.")
PAGE_DIFF = page("courant.wiki.page.diff", CompareRevisions, who=READERS, doc="What changed between two revisions.")
PAGE_OLD = page(
    "courant.wiki.page.old", OldPath, READERS, doc="Redirects an old address that lies outside of the wiki."
)
PAGE_BIN = page("courant.wiki.page.bin", BinPage, CURATORS, doc="The deleted pages.")
PAGE_RECENT = page("courant.wiki.page.recent", RecentPage, who=READERS, doc="The newest changes of all pages.")

ARTICLE = Fragment("wiki.page", key=int, audience=READERS, doc="A page's article.")
HEAD = Fragment("wiki.head", key=int, audience=READERS, doc="The number of a page's newest revision.")
CRUMBS = Fragment("wiki.crumbs", key=int, audience=READERS, doc="The path from the start of the wiki to a page.")
BACKLINKS = Fragment("wiki.backlinks", key=int, audience=READERS, doc="The pages that link to a page.")
TREE = Fragment("wiki.tree", audience=READERS, doc="All pages.")
HISTORY = Fragment(
    "wiki.history", key=int, audience=READERS,
    doc="A page's newest revisions, and what happened to it; a part selects those below a number.",
)  # fmt: skip
RECENT = Fragment(
    "wiki.recent", audience=READERS, doc="The newest changes of all pages; a part selects those before a change."
)
BIN = Fragment(
    "wiki.bin", audience=EDITORS_ONLY,
    doc="The deleted pages, last deleted first; a part selects those deleted before a page.",
)  # fmt: skip
LATEST = Fragment("wiki.latest", audience=READERS, doc="The most recently changed pages.")
ABSENT = Fragment(
    "wiki.absent", key=str, audience=READERS, doc="A notice that there is no page at the address of its key."
)

PAGE_CREATED = Topic("courant.wiki.page.created", PageChanged, LISTENERS, doc="A page was created.")
PAGE_CHANGED = Topic("courant.wiki.page.changed", PageChanged, LISTENERS, doc="A page has a new revision.")
PAGE_MOVED = Topic("courant.wiki.page.moved", PageMoved, LISTENERS, doc="A page has a new address.")
PAGE_DELETED = Topic("courant.wiki.page.deleted", PageChanged, LISTENERS, doc="A page was deleted.")
PAGE_RESTORED = Topic("courant.wiki.page.restored", PageChanged, LISTENERS, doc="A deleted page was restored.")
