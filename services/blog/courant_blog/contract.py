"""The blog's contract: its pages, calls and events, and the roles that may use them."""

from courant_kit.calls.caller import ADMINS, EDITORS, MEMBERS
from courant_kit.coediting import wire as coediting
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import AddMedia, Answer, ListSources, MediaAdded, Preview, Sources
from courant_kit.wire.contract import Procedure, Topic, page
from courant_kit.wire.feed import Feed, Front, Sitemap, SitemapRequest
from courant_kit.wire.old_addresses import OldPath
from courant_kit.wire.payload import Nothing
from courant_kit.wire.search import documents, documents_changed
from courant_kit.wire.uploads import UploadCalls

from courant_blog.comment_entries import (
    ADD_AS_GUEST,
    AMEND_COMMENT,
    BAN,
    LIFT_BAN,
    MODERATE,
    MODERATION,
    MUTE_THREAD,
    NEWEST_COMMENTS,
    PAGE_ANSWER,
    PAGE_GUEST,
    PAGE_MODERATION,
    PAGE_RULES,
    PAGE_WRITE,
    PAGE_YOURS,
    REMODERATE,
    SAVE_RULES,
    SEEN,
    TOLD,
    UNMUTE_THREAD,
    WAITING,
    WITHDRAW_COMMENT,
    YOURS,
)
from courant_blog.copy_payloads import ListCopies, ListRemarks, PostCopies, PutCopy, PutDone, PutRemarks, RemarkCopies
from courant_blog.import_payloads import Imported, ImportedPosts, ImportPost, ImportPosts
from courant_blog.payloads import (
    AddComment,
    BinPage,
    CommentAdded,
    CommentEvent,
    CommentGone,
    CommentPage,
    CommentsPage,
    CompareRevisions,
    Comparison,
    DifferencePage,
    DraftPage,
    EditComment,
    FindPost,
    HistoryPage,
    ListPage,
    ListPosts,
    MovedPage,
    NamedComment,
    NamedList,
    NamedPost,
    NameRevision,
    PostEvent,
    PostGone,
    PostPage,
    PostPlace,
    PostRevision,
    Posts,
    PostWhole,
    PreviewPost,
    PublishPost,
    RemoveComment,
    RevisionPage,
    Saved,
    SavePost,
    SectionPage,
    TagPage,
)
from courant_blog.publishing_contract import (
    BY_AUTHOR,
    IN_PERIOD,
    IN_SERIES,
    PAGE_ARCHIVE,
    PAGE_AUTHOR,
    PAGE_PERIOD,
    PAGE_PREVIEW,
    PAGE_SERIES,
    PAGE_WRITING,
    PERIODS,
    PIN_POST,
    POST_MOVED,
    PREVIEWED,
    PUT_BACK,
    RELATED,
    SET_STATE,
    SHARE_PREVIEW,
    WITHDRAW_PREVIEW,
    WRITING,
)

__all__ = [
    "ADD_AS_GUEST", "AMEND_COMMENT", "BAN", "BY_AUTHOR", "IN_PERIOD", "IN_SERIES", "LIFT_BAN", "MODERATE", "MODERATION",
    "MUTE_THREAD", "NEWEST_COMMENTS", "PAGE_ANSWER", "PAGE_ARCHIVE", "PAGE_AUTHOR", "PAGE_GUEST", "PAGE_MODERATION",
    "PAGE_PERIOD", "PAGE_PREVIEW", "PAGE_RULES", "PAGE_SERIES", "PAGE_WRITE", "PAGE_WRITING", "PAGE_YOURS", "PERIODS",
    "PIN_POST", "POST_MOVED", "PREVIEWED", "PUT_BACK", "RELATED", "REMODERATE", "SAVE_RULES", "SEEN", "SET_STATE",
    "SHARE_PREVIEW", "TOLD", "UNMUTE_THREAD", "WAITING", "WITHDRAW_COMMENT", "WITHDRAW_PREVIEW", "WRITING", "YOURS",
]  # fmt: skip
"""What other files declare; the other names are declared here."""

NEXT = "0.2"
"""The release that has first what says so."""
SINCE = "0.1"
"""The release that has every entry of this contract which names no other."""

SAVE_POST = Procedure(
    "courant.blog.post.save", SavePost, Saved, EDITORS, writes=True, doc="Creates a post or changes one."
)
PUBLISH_POST = Procedure(
    "courant.blog.post.publish", PublishPost, Answer, EDITORS, writes=True, doc="Publishes a draft."
)
UNPUBLISH_POST = Procedure(
    "courant.blog.post.unpublish", NamedPost, Answer, EDITORS, writes=True, doc="Makes a public post a draft again."
)
DELETE_POST = Procedure("courant.blog.post.delete", NamedPost, Answer, EDITORS, writes=True, doc="Deletes a post.")
RESTORE_POST = Procedure(
    "courant.blog.post.restore", NamedPost, Answer, EDITORS, writes=True, doc="Restores a deleted post."
)
REVERT_POST = Procedure(
    "courant.blog.post.revert", PostRevision, Saved, EDITORS, writes=True,
    doc="Makes the words of an old revision the newest ones.",
)  # fmt: skip
COMPARE_REVISIONS = Procedure(
    "courant.blog.revision.compare", CompareRevisions, Comparison, EDITORS,
    doc="The address of the comparison of two revisions.",
)  # fmt: skip
NAME_REVISION = Procedure(
    "courant.blog.revision.name", NameRevision, Answer, EDITORS, writes=True,
    doc="Names a revision, so that it is easy to find again and stays as it is.",
)  # fmt: skip
PREVIEW_POST = Procedure(
    "courant.blog.post.preview", PreviewPost, Preview, EDITORS, doc="Renders Markdown without saving it."
)
TEXT_JOIN = coediting.join("blog", EDITORS)
TEXT_UPDATE = coediting.update("blog", EDITORS)
TEXT_CARET = coediting.caret("blog", EDITORS)
TEXT_LEAVE = coediting.leave("blog", EDITORS)
TEXT_SAVE = coediting.save("blog", EDITORS)
IMPORT_POST = Procedure(
    "courant.blog.post.import", ImportPost, Imported, EDITORS, writes=True, doc="Imports a post from another site."
)
IMPORT_POSTS = Procedure(
    "courant.blog.post.import_many", ImportPosts, ImportedPosts, EDITORS, writes=True, since="0.2",
    doc="Imports several posts from another site in one transaction, each as `courant.blog.post.import` does.",
)  # fmt: skip
LIST_SOURCES = Procedure(
    "courant.blog.source.list", ListSources, Sources, EDITORS, doc="The sources of imported posts, ordered."
)
LIST_POSTS = Procedure("courant.blog.post.list", ListPosts, Posts, doc="Lists public posts, newest first.")
GET_POST = Procedure("courant.blog.post.get", FindPost, PostWhole, doc="Returns a public post.")
ADD_COMMENT = Procedure(
    "courant.blog.comment.add", AddComment, CommentAdded, MEMBERS, writes=True, doc="Adds a comment to a public post."
)
EDIT_COMMENT = Procedure(
    "courant.blog.comment.edit", EditComment, Answer, MEMBERS, writes=True,
    doc="Changes a comment: only its author may, and only for a while (`COURANT_COMMENT_EDIT_MINUTES`).",
)  # fmt: skip
REMOVE_COMMENT = Procedure(
    "courant.blog.comment.remove", RemoveComment, Answer, MEMBERS, writes=True,
    doc="Removes a comment: editors may remove any comment, others only their own.",
)  # fmt: skip
RESTORE_COMMENT = Procedure(
    "courant.blog.comment.restore", RemoveComment, Answer, MEMBERS, writes=True,
    doc="Restores a removed comment: editors may restore any comment, others only those they removed themselves.",
)  # fmt: skip
ADD_MEDIA = Procedure(
    "courant.blog.media.add", AddMedia, MediaAdded, EDITORS, writes=True, doc="Stores an image and returns its path."
)
UPLOADS = UploadCalls("blog", MEMBERS)
LIST_COPIES = Procedure(
    "courant.blog.copy.list", ListCopies, PostCopies, ADMINS, doc="Posts and drafts with all they have, for an export.",
    since="0.2",
)  # fmt: skip
PUT_COPY = Procedure(
    "courant.blog.copy.put", PutCopy, Imported, ADMINS, writes=True, since="0.2",
    doc="Creates the post of an export as it was; repeated, it keeps edits made here.",
)  # fmt: skip
LIST_REMARKS = Procedure(
    "courant.blog.remark.list", ListRemarks, RemarkCopies, ADMINS, doc="Comments for an export.", since="0.2"
)
PUT_REMARKS = Procedure(
    "courant.blog.remark.put", PutRemarks, PutDone, ADMINS, writes=True, since="0.2",
    doc="Adds the comments of an export, with their authors and dates, that a post does not have.",
)  # fmt: skip

FEED = Procedure(
    "courant.blog.feed.latest", Nothing, Feed, doc="The newest posts with their complete text, for the Atom feed."
)
FEED_TAG = Procedure(
    "courant.blog.tag.latest", NamedList, Feed, since=NEXT, doc="The newest posts with a tag, for its feed."
)
FEED_SECTION = Procedure(
    "courant.blog.section.latest", NamedList, Feed, since=NEXT, doc="The newest posts of a section, for its feed."
)
FEED_AUTHOR = Procedure(
    "courant.blog.author.latest", NamedList, Feed, since=NEXT, doc="The newest posts by an author, for their feed."
)
FEED_COMMENTS = Procedure(
    "courant.blog.comment.latest", Nothing, Feed, since=NEXT, doc="The newest comments on all posts, for their feed."
)
FEED_DISCUSSION = Procedure(
    "courant.blog.comment.recent", PostPage, Feed, since=NEXT, doc="The newest comments on a post, for their feed."
)
SITEMAP = Procedure("courant.blog.sitemap.list", SitemapRequest, Sitemap, doc="The public pages, ordered by path.")
FRONT = Procedure("courant.blog.front.latest", Nothing, Front, doc="The newest posts and comments for the front page.")
DOCUMENTS = documents("blog")

PAGE_INDEX = page("courant.blog.page.index", ListPage, doc="All posts, newest first.")
PAGE_TAG = page("courant.blog.page.tag", TagPage, doc="The posts with a tag.")
PAGE_SECTION = page("courant.blog.page.section", SectionPage, doc="The posts of a section.")
PAGE_TAGS = page("courant.blog.page.tags", doc="All tags.")
PAGE_POST = page("courant.blog.page.post", PostPage, doc="A post with its newest comments.")
PAGE_COMMENTS = page("courant.blog.page.comments", CommentsPage, doc="Older comments on a post.")
PAGE_COMMENT = page("courant.blog.page.comment", CommentPage, doc="Redirects to the page that shows a comment.")
PAGE_EDIT_COMMENT = page(
    "courant.blog.page.edit_comment", NamedComment, MEMBERS, doc="The form that edits or removes a comment."
)
PAGE_BIN = page("courant.blog.page.bin", BinPage, EDITORS, doc="The deleted posts.")
PAGE_REMOVED = page("courant.blog.page.removed", BinPage, EDITORS, doc="The removed comments.")
PAGE_MOVED = page("courant.blog.page.moved", MovedPage, doc="Redirects an old address.")
PAGE_OLD = page("courant.blog.page.old", OldPath, doc="Redirects an old address that lies outside of the blog.")
PAGE_NEW = page("courant.blog.page.new", who=EDITORS, doc="The form for a new post.")
PAGE_EDIT = page("courant.blog.page.edit", PostPage, EDITORS, doc="The form for a public post.")
PAGE_HISTORY = page("courant.blog.page.history", HistoryPage, EDITORS, doc="The revisions of a post.")
PAGE_REVISION = page("courant.blog.page.revision", RevisionPage, EDITORS, doc="An old revision of a post.")
PAGE_DIFF = page("courant.blog.page.diff", DifferencePage, EDITORS, doc="What changed between two revisions.")
PAGE_WRITTEN = page("courant.blog.page.written", PostPlace, EDITORS, doc="Who wrote which words of a post.")
PAGE_DRAFTS = page("courant.blog.page.drafts", who=EDITORS, doc="The drafts.")
PAGE_DRAFT = page("courant.blog.page.draft", DraftPage, EDITORS, doc="A preview of a draft.")
PAGE_EDIT_DRAFT = page("courant.blog.page.edit_draft", DraftPage, EDITORS, doc="The form for a draft.")

ALL_POSTS = Fragment("blog.index", doc="All posts, newest first; its part is the number of a later page.")
TAGGED = Fragment("blog.tag", key=int, doc="The posts with a tag, divided into pages as the list of all posts.")
IN_SECTION = Fragment(
    "blog.section", key=str, doc="The posts of a section, divided into pages as the list of all posts."
)
PAGER = Fragment("blog.pager", key=str, doc="The links between the pages of the list that its key identifies.")
LATEST = Fragment("blog.latest", doc="The newest posts, for the front page.")
ALL_TAGS = Fragment("blog.tags", doc="All tags of public posts.")
POST = Fragment("blog.post", key=int, doc="A public post.")
AROUND = Fragment("blog.around", key=int, doc="The links from a public post to the newer and the older post.")
COMMENTS = Fragment(
    "blog.comments", key=int, doc="The newest comments on a public post; a part selects those older than a comment."
)
ABSENT = Fragment(
    "blog.absent", key=int,
    doc="A notice in place of a post that was public and is deleted or a draft; gone as soon as it is public again.",
)  # fmt: skip
HEAD = Fragment(
    "blog.head", key=int, audience=EDITORS_ONLY, doc="Who saved a post last, for people who are editing it."
)
CRUMBS = Fragment("blog.crumbs", key=int, audience=EDITORS_ONLY, doc="The way to a post, for the pages about it.")
HISTORY = Fragment(
    "blog.history", key=int, audience=EDITORS_ONLY,
    doc="The newest revisions of a post; a part selects those below a number.",
)  # fmt: skip
DRAFTS = Fragment("blog.drafts", audience=EDITORS_ONLY, doc="The drafts, most recently changed first.")
DRAFT = Fragment("blog.draft", key=int, audience=EDITORS_ONLY, doc="A draft.")
BIN = Fragment(
    "blog.bin", audience=EDITORS_ONLY,
    doc="The deleted posts, last deleted first; a part selects those deleted before a post.",
)  # fmt: skip
REMOVED = Fragment(
    "blog.removed", audience=EDITORS_ONLY,
    doc="The removed comments on public posts, last removed first; a part selects those removed before a comment.",
)  # fmt: skip

_A_POST, _A_COMMENT = ("post-{id}",), ("comment-{id}", "post-{post}")
POST_PUBLISHED = Topic("courant.blog.post.published", PostEvent, doc="A post became public.", about=_A_POST)
POST_CHANGED = Topic("courant.blog.post.changed", PostEvent, doc="A public post changed.", about=_A_POST)
POST_UNPUBLISHED = Topic(
    "courant.blog.post.unpublished",
    PostGone,
    doc="A public post is no longer public: it became a draft again, or is unlisted.",
    about=_A_POST,
)
POST_DELETED = Topic("courant.blog.post.deleted", PostGone, doc="A public post was deleted.", about=_A_POST)
COMMENT_ADDED = Topic(
    "courant.blog.comment.added", CommentEvent, doc="Somebody commented on a public post.", about=_A_COMMENT
)
COMMENT_CHANGED = Topic(
    "courant.blog.comment.changed", CommentEvent, doc="The author of a comment changed it.", about=_A_COMMENT
)
COMMENT_REMOVED = Topic(
    "courant.blog.comment.removed", CommentGone, doc="A comment on a public post was removed.", about=_A_COMMENT
)
DOCUMENTS_CHANGED = documents_changed("blog")
