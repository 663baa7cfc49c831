"""What travels in the wiki's calls, pages and events (no I/O)."""

from datetime import datetime
from typing import Annotated

from courant_kit.history.views import Of, View
from courant_kit.merging.again import Outcome
from courant_kit.wire.answers import Answer
from courant_kit.wire.payload import Payload
from msgspec import Meta

Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""The number of a revision; a page's first revision is 1."""

MOST_EARLIER = 200
"""The earlier texts of a page that one import has at most."""

RowId = Annotated[int, Meta(ge=0, le=2**53)]


Tags = str | list[str] | None


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
    `tags` are names, as a list or separated by commas; `language` is a tag of BCP 47. Left out, both stay.
    `decide` (`2-mine`) saves nothing: it asks for the form of a merge again, with a place decided for the words of one
    side or of both. `mine` is the writer's text before the merge, which that form keeps. With `shared`, the text is the
    one that people write together (`text.join`), and `text` and `base` do not count. `settles` is the number of what a
    commit and the page disagree about, which the save decides.
    """

    title: str
    text: str = ""
    path: str = ""
    base: Number = 0
    summary: str = ""
    tags: Tags = None
    language: str | None = None
    decide: Annotated[str, Meta(pattern="^([0-9]{1,5}-(mine|theirs|both))?$")] = ""
    mine: str = ""
    shared: bool = False
    settles: RowId = 0


class Saved(Answer, kw_only=True):
    """The changed page: its location and its current revision."""

    revision: int


class MovePage(Payload):
    """Moves a page and all pages below it to the path `to`; `position` orders it among its siblings (0: by title)."""

    path: str
    to: str = ""
    position: Number | None = None


class UndoMove(Payload):
    """Identifies a move to undo by its number in the history; `position` is that which the page had before."""

    move: Annotated[int, Meta(ge=1, le=2**53)]
    position: Number | None = None


class PlacePage(Payload):
    """Puts a page elsewhere in the tree, with all pages below it.

    `step` is a step and the path of the page, as `up handbook/start`: it changes places with the page before (`up`) or
    after it (`down`), or becomes the last page below the one before it (`in`), or the next beside the one above it
    (`out`). Without a step the page at `path` is put below the page `below` ("": at the top), before its page `before`
    ("": last).
    """

    step: Annotated[str, Meta(pattern="^((up|down|in|out) .+)?$")] = ""
    path: str = ""
    below: str = ""
    before: str = ""


class CompareRevisions(Payload):
    """Two revisions of a page to compare: `of` their source or their rendering, inline or side by side (`view`)."""

    path: str
    old: Number
    new: Number
    view: View = ""
    of: Of = ""


class NameRevision(PageRevision):
    """A name for a revision of a page (0: the newest), such as “Version for print”; empty for none."""

    name: str = ""


class Comparison(Payload):
    """The address of the comparison."""

    location: str


class EarlierText(Payload):
    """What an imported page was once: its text from the moment `created` on, by whom, and why it was changed."""

    text: str
    created: datetime
    author: str = ""
    summary: str = ""


class ImportPage(Payload):
    """A page from elsewhere; importing it again combines what has changed at its source with edits made here.

    `path` identifies the page, even if it has been moved here since; `source` names its file, for reports. `position`
    orders it among its siblings; `aliases` are other wiki paths that redirect to it; `created` is when the text was
    written, or now if that is not known. `old` are addresses of this site, outside of the wiki, that redirect to it
    (`guide/start.html`). `earlier` is what the page was before, the oldest text first: all of it becomes revisions of a
    page that is new here. A page that was imported before, and was not edited here since, gets those of them that are
    newer than its newest revision; any other page gets none. With `past`, the text too is only what the page was once,
    for histories that need several calls.
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
    tags: Tags = None
    language: str | None = None
    earlier: Annotated[list[EarlierText], Meta(max_length=MOST_EARLIER)] = []
    past: bool = False


class ImportPages(Payload):
    """Several pages from elsewhere, stored together; one that is rejected does not keep the others out."""

    pages: Annotated[list[ImportPage], Meta(max_length=50)]


class Imported(Payload):
    """The result of importing a page; `kept` has a line for each place where an edit made here stays.

    `earlier` is how many of the earlier texts became revisions.
    """

    location: str
    revision: int
    outcome: Outcome
    kept: list[str] = []
    earlier: int = 0


class ImportOutcome(Payload):
    """The result for one of several pages: `done`, or `refused`, the sentence that says why it was not imported."""

    done: Imported | None = None
    refused: str = ""


class ImportedPages(Payload):
    """The results of an import of several pages, in their order."""

    outcomes: list[ImportOutcome]


class GetPage(Payload):
    """Requests the text of a page or of an old revision (0: the newest)."""

    path: str
    number: Number = 0


class PageText(Payload):
    """A revision of a page; `document` is the name of the page's text for those who write it together."""

    path: str
    location: str
    title: str
    text: str
    revision: int
    author: str
    summary: str
    edited: datetime
    document: str = ""


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


class FindPages(Payload):
    """Requests pages whose title or path contains `words`, for a link on the page at `path`."""

    words: str = ""
    path: str = ""
    limit: Annotated[int, Meta(ge=1, le=50)] = 12


class FoundPage(Payload):
    """A page to link to; `[[link]]` leads to it."""

    path: str
    title: str
    link: str


class FoundPages(Payload):
    """Pages to link to, those first whose title begins with the words."""

    pages: list[FoundPage]


class TagPage(Payload):
    """Requests the pages with a tag, by its slug."""

    tag: str


class NewPage(Payload):
    """Requests the form for a new page, below `path` if one is given, with the text of the page `template`."""

    path: str = ""
    template: str = ""


class HistoryPage(Payload):
    """Requests a page's history: with `before`, only the revisions before that number.

    With `named` only those with a name, and with `author` only those of that author.
    """

    path: str
    before: Number = 0
    named: bool = False
    author: Annotated[str, Meta(max_length=150)] = ""


class RecentPage(Payload):
    """Requests the newest changes; with `before`, only those before that change, as the page before names it."""

    before: RowId = 0


class BinPage(Payload):
    """Requests what was deleted last; with `before`, only what was deleted before the page with that id."""

    before: RowId = 0


class PageChanged(Payload):
    """A page, with the id `page`, was created, changed, deleted or restored; `event` is its number in the event log."""

    path: str
    location: str
    title: str
    revision: int
    author: str
    summary: str = ""
    event: int = 0
    page: int = 0


class PageMoved(Payload):
    """A page, with the id `page`, has a new address; `old_path` redirects to it."""

    path: str
    old_path: str
    location: str
    title: str
    author: str
    event: int = 0
    page: int = 0
