"""The wiki's contract: its procedures, pages and events, and the roles that may use them."""

from courant_kit.calls.caller import ADMINS
from courant_kit.coediting import wire as coediting
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import AddMedia, Answer, ListSources, MediaAdded, Preview, Sources
from courant_kit.wire.contract import Procedure, Topic, page
from courant_kit.wire.feed import Feed, Front, Sitemap, SitemapRequest
from courant_kit.wire.old_addresses import OldPath
from courant_kit.wire.search import documents, documents_changed
from courant_kit.wire.uploads import UploadCalls

from courant_wiki.copy_payloads import (
    ListCopies,
    ListThreadCopies,
    PageCopies,
    PutCopy,
    PutDone,
    PutThreads,
    ThreadCopies,
)
from courant_wiki.payloads import (
    BinPage,
    CompareRevisions,
    Comparison,
    DeletePage,
    FindPages,
    FoundPages,
    GetPage,
    HistoryPage,
    Imported,
    ImportedPages,
    ImportPage,
    ImportPages,
    ListPages,
    MovePage,
    NameRevision,
    NewPage,
    PageChanged,
    PageList,
    PageMoved,
    PagePath,
    PageRevision,
    PageText,
    PlacePage,
    RecentPage,
    Saved,
    SavePage,
    TagPage,
    UndoMove,
)
from courant_wiki.rules import COMMENTERS, CURATORS, LISTENERS, READERS, SEARCHERS, WRITERS
from courant_wiki.sync_contract import (
    APPLY_COMMIT,
    BEGIN_SYNC,
    LIST_STEPS,
    LIST_SYNC_PAGES,
    NOTE_SYNC,
    PAGE_CONFLICT,
    PAGE_SYNC,
    REPORT_SYNC,
    SETTLE_CONFLICT,
    SYNC,
)
from courant_wiki.thread_payloads import (
    CommentAdded,
    CommentEvent,
    CommentGone,
    EditComment,
    ListThreads,
    NamedComment,
    NamedThread,
    OpenThread,
    RemoveComment,
    ReplyToThread,
    ThreadEvent,
    ThreadList,
    ThreadOpened,
    ThreadsPage,
)

__all__ = [
    "APPLY_COMMIT", "BEGIN_SYNC", "LIST_STEPS", "LIST_SYNC_PAGES", "NOTE_SYNC", "PAGE_CONFLICT", "PAGE_SYNC",
    "REPORT_SYNC", "SETTLE_CONFLICT", "SYNC",
]  # fmt: skip
"""What another file declares; the other names are declared here."""

SINCE = "0.1"
"""The release that has every entry of this contract which names no other."""

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
UNMOVE_PAGE = Procedure(
    "courant.wiki.page.unmove", UndoMove, Saved, CURATORS, writes=True,
    doc="Undoes a move: exactly the pages that moved go back to their addresses.",
)  # fmt: skip
PLACE_PAGE = Procedure(
    "courant.wiki.page.place", PlacePage, Answer, CURATORS, writes=True,
    doc="Puts a page elsewhere in the tree: among its siblings, or below another page, which moves it there.",
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
IMPORT_PAGES = Procedure(
    "courant.wiki.page.import_many", ImportPages, ImportedPages, CURATORS, writes=True, since="0.2",
    doc="Imports several pages in one transaction, each as `courant.wiki.page.import` does.",
)  # fmt: skip
LIST_SOURCES = Procedure(
    "courant.wiki.source.list", ListSources, Sources, CURATORS,
    doc="The paths under which pages were imported, ordered.",
)  # fmt: skip
GET_PAGE = Procedure(
    "courant.wiki.page.get", GetPage, PageText, READERS, doc="The text of a page or of an old revision."
)
LIST_PAGES = Procedure("courant.wiki.page.list", ListPages, PageList, READERS, doc="All pages, ordered by path.")
FIND_PAGES = Procedure(
    "courant.wiki.page.find", FindPages, FoundPages, READERS, doc="Pages whose title or path contains some words."
)
ADD_MEDIA = Procedure(
    "courant.wiki.media.add", AddMedia, MediaAdded, WRITERS, writes=True, doc="Stores an image for use in pages."
)
TEXT_JOIN = coediting.join("wiki", WRITERS)
TEXT_UPDATE = coediting.update("wiki", WRITERS)
TEXT_CARET = coediting.caret("wiki", WRITERS)
TEXT_LEAVE = coediting.leave("wiki", WRITERS)
TEXT_SAVE = coediting.save("wiki", WRITERS)
UPLOADS = UploadCalls("wiki", WRITERS | COMMENTERS)
COMPARE_REVISIONS = Procedure(
    "courant.wiki.revision.compare", CompareRevisions, Comparison, READERS,
    doc="The address of the comparison of two revisions.",
)  # fmt: skip
NAME_REVISION = Procedure(
    "courant.wiki.revision.name", NameRevision, Answer, WRITERS, writes=True,
    doc="Names a revision, so that it is easy to find again and stays as it is.",
)  # fmt: skip
OPEN_THREAD = Procedure(
    "courant.wiki.thread.open", OpenThread, ThreadOpened, COMMENTERS, writes=True,
    doc="Comments on a passage of a page.",
)  # fmt: skip
REPLY_TO_THREAD = Procedure(
    "courant.wiki.thread.reply", ReplyToThread, CommentAdded, COMMENTERS, writes=True, doc="Replies to a thread."
)
RESOLVE_THREAD = Procedure(
    "courant.wiki.thread.resolve", NamedThread, Answer, COMMENTERS, writes=True,
    doc="Marks a thread as resolved: editors may resolve any thread, others only those they opened.",
)  # fmt: skip
REOPEN_THREAD = Procedure(
    "courant.wiki.thread.reopen", NamedThread, Answer, COMMENTERS, writes=True,
    doc="Reopens a resolved thread; the same people may as for resolving it.",
)  # fmt: skip
LIST_THREADS = Procedure(
    "courant.wiki.thread.list", ListThreads, ThreadList, READERS, doc="The threads on passages of a page."
)
EDIT_COMMENT = Procedure(
    "courant.wiki.comment.edit", EditComment, Answer, COMMENTERS, writes=True,
    doc="Changes a comment: only its author may, and only for a while (`COURANT_COMMENT_EDIT_MINUTES`).",
)  # fmt: skip
REMOVE_COMMENT = Procedure(
    "courant.wiki.comment.remove", RemoveComment, Answer, COMMENTERS, writes=True,
    doc="Removes a comment: editors may remove any comment, others only their own.",
)  # fmt: skip
RESTORE_COMMENT = Procedure(
    "courant.wiki.comment.restore", RemoveComment, Answer, COMMENTERS, writes=True,
    doc="Restores a removed comment: editors may restore any comment, others only those they removed themselves.",
)  # fmt: skip
LIST_COPIES = Procedure(
    "courant.wiki.copy.list", ListCopies, PageCopies, ADMINS, doc="Pages with all they have, for an export.",
    since="0.2",
)  # fmt: skip
PUT_COPY = Procedure(
    "courant.wiki.copy.put", PutCopy, Imported, ADMINS, writes=True, since="0.2",
    doc="Creates the page of an export as it was; repeated, it keeps edits made here.",
)  # fmt: skip
LIST_THREAD_COPIES = Procedure(
    "courant.wiki.remark.list", ListThreadCopies, ThreadCopies, ADMINS, since="0.2",
    doc="Threads on passages with their comments, for an export.",
)  # fmt: skip
PUT_THREADS = Procedure(
    "courant.wiki.remark.put", PutThreads, PutDone, ADMINS, writes=True, since="0.2",
    doc="Adds the threads of an export, with their authors and dates, that a page does not have.",
)  # fmt: skip
FEED = Procedure("courant.wiki.feed.recent", result=Feed, who=READERS, doc="The newest changes, as a feed.")
SITEMAP = Procedure("courant.wiki.sitemap.list", SitemapRequest, Sitemap, READERS, doc="All pages, for crawlers.")
FRONT = Procedure(
    "courant.wiki.front.latest", result=Front, who=READERS, doc="The most recently changed pages, for the front page."
)
DOCUMENTS = documents("wiki")

PAGE_INDEX = page("courant.wiki.page.index", who=READERS, doc="The wiki's start page: recent changes, and all pages.")
PAGE_SHOW = page("courant.wiki.page.show", PagePath, who=READERS, doc="A page.")
PAGE_NEW = page("courant.wiki.page.new", NewPage, WRITERS, doc="The form for a new page.")
PAGE_EDIT = page("courant.wiki.page.edit", PagePath, WRITERS, doc="The form for a new or existing page.")
PAGE_ARRANGE = page("courant.wiki.page.arrange", PagePath, CURATORS, doc="The forms that move and delete a page.")
PAGE_ORDER = page("courant.wiki.page.order", who=CURATORS, doc="The tree of all pages, to put them in order.")
PAGE_HISTORY = page("courant.wiki.page.history", HistoryPage, who=READERS, doc="The revisions of a page.")
PAGE_REVISION = page("courant.wiki.page.revision", PageRevision, who=READERS, doc="An old revision of a page.")
PAGE_DIFF = page("courant.wiki.page.diff", CompareRevisions, who=READERS, doc="What changed between two revisions.")
PAGE_WRITTEN = page("courant.wiki.page.written", PagePath, who=READERS, doc="Who wrote which words of a page.")
PAGE_OLD = page(
    "courant.wiki.page.old", OldPath, READERS, doc="Redirects an old address that lies outside of the wiki."
)
PAGE_BIN = page("courant.wiki.page.bin", BinPage, CURATORS, doc="The deleted pages.")
PAGE_WANTED = page("courant.wiki.page.wanted", who=READERS, doc="Pages that links name and nobody has written.")
PAGE_ORPHANS = page("courant.wiki.page.orphans", who=READERS, doc="Pages to which no other page leads.")
PAGE_TAGS = page("courant.wiki.page.tags", who=READERS, doc="All tags.")
PAGE_TAG = page("courant.wiki.page.tag", TagPage, who=READERS, doc="The pages with a tag.")
PAGE_RECENT = page("courant.wiki.page.recent", RecentPage, who=READERS, doc="The newest changes of all pages.")
PAGE_THREADS = page("courant.wiki.page.threads", ThreadsPage, READERS, doc="More threads on passages of a page.")
PAGE_RESOLVED = page("courant.wiki.page.resolved", ThreadsPage, READERS, doc="The resolved threads of a page.")
PAGE_THREAD = page("courant.wiki.page.thread", NamedThread, READERS, doc="A thread with all its comments.")
PAGE_EDIT_COMMENT = page(
    "courant.wiki.page.edit_comment", NamedComment, COMMENTERS, doc="The form that edits or removes a comment."
)

ARTICLE = Fragment("wiki.page", key=int, audience=READERS, doc="A page's article.")
HEAD = Fragment("wiki.head", key=int, audience=READERS, doc="The number of a page's newest revision.")
CRUMBS = Fragment("wiki.crumbs", key=int, audience=READERS, doc="The path from the start of the wiki to a page.")
BACKLINKS = Fragment("wiki.backlinks", key=int, audience=READERS, doc="The pages that link to a page.")
TREE = Fragment("wiki.tree", audience=READERS, doc="All pages.")
ORDER = Fragment("wiki.order", audience=EDITORS_ONLY, doc="All pages, with what puts each elsewhere in the tree.")
HISTORY = Fragment(
    "wiki.history", key=int, audience=READERS,
    doc="A page's newest revisions, and what happened to it; a part selects those below a number.",
)  # fmt: skip
RECENT = Fragment(
    "wiki.recent", audience=READERS, doc="The newest changes of all pages; a part selects those before a change."
)
WANTED = Fragment("wiki.wanted", audience=READERS, doc="Pages that links name and nobody has written.")
ORPHANS = Fragment("wiki.orphans", audience=READERS, doc="Pages to which no other page leads.")
TAGS = Fragment("wiki.tags", audience=READERS, doc="All tags, with how many pages have each.")
TAGGED = Fragment("wiki.tagged", key=str, audience=READERS, doc="The pages with the tag of its key.")
BIN = Fragment(
    "wiki.bin", audience=EDITORS_ONLY,
    doc="The deleted pages, last deleted first; a part selects those deleted before a page.",
)  # fmt: skip
THREADS = Fragment(
    "wiki.threads", key=int, audience=READERS,
    doc="The open threads of a page in the order of their passages; a part is the number of a later page of them.",
)  # fmt: skip
RESOLVED = Fragment(
    "wiki.resolved", key=int, audience=READERS,
    doc="The resolved threads of a page, last resolved first; a part is the number of a later page of them.",
)  # fmt: skip
THREAD = Fragment("wiki.thread", key=int, audience=READERS, doc="A thread with all its comments.")
TALLY = Fragment("wiki.tally", key=int, audience=READERS, doc="How many open and resolved threads a page has.")
LATEST = Fragment("wiki.latest", audience=READERS, doc="The most recently changed pages.")
ABSENT = Fragment(
    "wiki.absent", key=str, audience=READERS, doc="A notice that there is no page at the address of its key."
)

_A_PAGE, _A_THREAD = ("page-{page}",), ("thread-{id}", "page-{page}")
_A_COMMENT = ("comment-{id}", "thread-{thread}", "page-{page}")
PAGE_CREATED = Topic("courant.wiki.page.created", PageChanged, LISTENERS, "A page was created.", _A_PAGE)
PAGE_CHANGED = Topic("courant.wiki.page.changed", PageChanged, LISTENERS, "A page has a new revision.", _A_PAGE)
PAGE_MOVED = Topic("courant.wiki.page.moved", PageMoved, LISTENERS, "A page has a new address.", _A_PAGE)
PAGE_DELETED = Topic("courant.wiki.page.deleted", PageChanged, LISTENERS, "A page was deleted.", _A_PAGE)
PAGE_RESTORED = Topic("courant.wiki.page.restored", PageChanged, LISTENERS, "A deleted page was restored.", _A_PAGE)
DOCUMENTS_CHANGED = documents_changed("wiki", SEARCHERS)

THREAD_OPENED = Topic(
    "courant.wiki.thread.opened", ThreadEvent, LISTENERS, "Somebody commented on a passage; its comment follows.",
    _A_THREAD,
)  # fmt: skip
THREAD_RESOLVED = Topic("courant.wiki.thread.resolved", ThreadEvent, LISTENERS, "A thread was resolved.", _A_THREAD)
THREAD_REOPENED = Topic(
    "courant.wiki.thread.reopened", ThreadEvent, LISTENERS, "A resolved thread was reopened.", _A_THREAD
)
COMMENT_ADDED = Topic(
    "courant.wiki.comment.added", CommentEvent, LISTENERS, "A thread has one more comment.", _A_COMMENT
)
COMMENT_CHANGED = Topic(
    "courant.wiki.comment.changed", CommentEvent, LISTENERS, "The author of a comment changed it.", _A_COMMENT
)
COMMENT_REMOVED = Topic("courant.wiki.comment.removed", CommentGone, LISTENERS, "A comment was removed.", _A_COMMENT)
