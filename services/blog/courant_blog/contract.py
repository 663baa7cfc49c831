"""The blog's contract: its pages, calls and events, with their payloads and the roles that may use them."""

from datetime import datetime
from typing import Annotated

from courant_kit.calls.caller import EDITORS, MEMBERS
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.merging.again import Outcome
from courant_kit.wire.answers import AddMedia, Answer, ListSources, MediaAdded, Preview, Sources
from courant_kit.wire.contract import Procedure, Topic, page
from courant_kit.wire.feed import Feed, Front, Sitemap, SitemapRequest
from courant_kit.wire.old_addresses import OldPath
from courant_kit.wire.payload import Nothing, Payload
from msgspec import Meta

LONGEST_TITLE = 200
LONGEST_TEXT = 400_000
LONGEST_COMMENT = 10_000
LONGEST_NAME = 60
MOST_TAGS = 20

LARGEST_ID = 2**53

Id = Annotated[int, Meta(ge=1, le=LARGEST_ID)]
Title = Annotated[str, Meta(max_length=LONGEST_TITLE)]
Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
CommentText = Annotated[str, Meta(max_length=LONGEST_COMMENT)]
Summary = Annotated[str, Meta(max_length=500)]
Slug = Annotated[str, Meta(max_length=100)]
Name = Annotated[str, Meta(max_length=LONGEST_NAME)]
Names = Annotated[str, Meta(max_length=1000)]
Path = Annotated[str, Meta(max_length=300)]
Numeral = Annotated[int, Meta(ge=0, le=9999)] | Annotated[str, Meta(pattern="^[0-9]{1,4}$")]
"""A number in an address, which may have leading zeros."""
Moment = Annotated[str, Meta(max_length=40)]
"""A day or a moment, as ISO 8601 writes it."""
PageNumber = Annotated[int, Meta(ge=1, le=1_000_000)]


class SavePost(Payload):
    """A new post (without `id`), or a change to an existing one.

    `base` is the version that was edited. If the post has a newer version, the save is rejected with a form that shows
    both texts. Fields that are left out stay unchanged. `tags` are names, as a list or separated by commas; `date` is a
    day or a moment (ISO 8601), and `today` the day in the writer's time zone, for a post that is published without a
    date; `published` is true to publish, false to make a draft.
    """

    title: Title
    text: Text
    id: Id | None = None
    base: int | None = None
    tags: Names | Annotated[list[Name], Meta(max_length=MOST_TAGS)] | None = None
    section: Slug | None = None
    summary: Summary | None = None
    slug: Slug | None = None
    date: Moment | None = None
    today: Annotated[str, Meta(max_length=10)] = ""
    published: bool | None = None


class ImportPost(Payload):
    """A post from another site.

    `source` identifies the post: importing it again unchanged does nothing, and what has changed is combined with edits
    made here. `was` is an older `source` of the same post. `date` is a day or a moment (ISO 8601); a moment belongs to
    the day of its own time zone. `day` names the day if no time is known and `date` only orders the posts of that day.
    `updated` is when the text was last changed (ISO 8601), if known. `aliases` are old paths of
    this site that redirect to the post; they may lie anywhere (`2019/old.html`).
    """

    source: Path
    title: Title
    text: Text
    date: Moment
    day: Annotated[str, Meta(max_length=10)] = ""
    updated: Moment = ""
    was: Path = ""
    authors: Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=50)] = []
    slug: Slug = ""
    section: Slug = ""
    summary: Summary = ""
    tags: Annotated[list[Name], Meta(max_length=MOST_TAGS)] = []
    aliases: Annotated[list[Path], Meta(max_length=50)] = []
    published: bool = True


class PreviewPost(Payload):
    """Markdown to preview."""

    text: Text


class NamedPost(Payload):
    """Identifies a post."""

    id: Id


class PublishPost(NamedPost):
    """Identifies a draft to publish; `today` is the day in the writer's time zone, for a post without a date."""

    today: Annotated[str, Meta(max_length=10)] = ""


class FindPost(Payload):
    """Identifies a public post by its id or by its path on the site."""

    id: Id | None = None
    path: Path = ""


class ListPosts(Payload):
    """Requests public posts, newest first: all of them, or those of one tag or section (slugs).

    `before` is the `next` of the previous answer.
    """

    tag: Slug = ""
    section: Slug = ""
    before: Annotated[str, Meta(max_length=40)] = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


class AddComment(Payload):
    """A comment on a public post."""

    post: Id
    text: CommentText


class NamedComment(Payload):
    """Identifies a comment."""

    id: Id


class RemoveComment(NamedComment):
    """Identifies a comment to remove or restore; with `leave`, the answer leads to its post."""

    leave: bool = False


class EditComment(NamedComment):
    """Another text for a comment."""

    text: CommentText


class Saved(Answer, kw_only=True):
    """The saved post; `path` is empty for a draft."""

    id: int
    version: int
    path: str


class Imported(Payload):
    """The result of an import; `kept` has a line for each place where an edit made here stays against the source."""

    id: int
    path: str
    outcome: Outcome
    kept: list[str] = []


class CommentAdded(Answer, kw_only=True):
    """The new comment."""

    id: int


class PostSummary(Payload):
    """A public post in a list."""

    id: int
    path: str
    title: str
    summary: str
    author: str
    section: str
    tags: list[str]
    published_at: datetime
    updated: datetime
    version: int


class PostWhole(PostSummary):
    """A public post with its Markdown and its HTML."""

    text: str
    html: str


class Posts(Payload):
    """Public posts, newest first; pass `next` as `before` to get older ones. It is empty at the end."""

    posts: list[PostSummary]
    next: str = ""


class PostEvent(Payload):
    """Something happened to a public post; `event` is its number in the event log."""

    id: int
    path: str
    title: str
    author: str
    summary: str
    section: str
    tags: list[str]
    published_at: datetime
    version: int
    event: int = 0


class PostGone(Payload):
    """A public post is no longer public; `event` is its number in the event log."""

    id: int
    path: str
    event: int = 0


class CommentEvent(Payload):
    """A comment on a public post was added or changed; `event` is its number in the event log."""

    id: int
    post: int
    path: str
    author: str
    text: str
    event: int = 0


class CommentGone(Payload):
    """A comment on a public post was removed; `event` is its number in the event log."""

    id: int
    post: int
    event: int = 0


class ListPage(Payload):
    """A page of the list of all posts."""

    page: PageNumber = 1


class TagPage(Payload):
    """A page of the posts with a tag."""

    slug: Slug
    page: PageNumber = 1


class SectionPage(Payload):
    """A page of the posts of a section."""

    slug: Slug
    page: PageNumber = 1


class PostPage(Payload):
    """The day and slug in a post's address."""

    year: Numeral
    month: Numeral
    day: Numeral
    slug: Annotated[str, Meta(max_length=200)]


class CommentsPage(PostPage):
    """The comments on a post that are older than the comment `before`."""

    before: Id


class CommentPage(Payload):
    """A comment on a public post."""

    id: Id


class DraftPage(Payload):
    """A draft."""

    id: Id


class BinPage(Payload):
    """Requests what was deleted last; with `before`, only what was deleted before the post or comment with that id."""

    before: Annotated[int, Meta(ge=0, le=LARGEST_ID)] = 0


class MovedPage(Payload):
    """A path of the site that matches no other route."""

    path: Annotated[str, Meta(max_length=2000)]


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
PREVIEW_POST = Procedure(
    "courant.blog.post.preview", PreviewPost, Preview, EDITORS, doc="Renders Markdown without saving it."
)
IMPORT_POST = Procedure(
    "courant.blog.post.import", ImportPost, Imported, EDITORS, writes=True, doc="Imports a post from another site."
)
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

FEED = Procedure(
    "courant.blog.feed.latest", Nothing, Feed, doc="The newest posts with their complete text, for the Atom feed."
)
SITEMAP = Procedure("courant.blog.sitemap.list", SitemapRequest, Sitemap, doc="The public pages, ordered by path.")
FRONT = Procedure("courant.blog.front.latest", Nothing, Front, doc="The newest posts for the front page.")

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

POST_PUBLISHED = Topic("courant.blog.post.published", PostEvent, doc="A post became public.")
POST_CHANGED = Topic("courant.blog.post.changed", PostEvent, doc="A public post changed.")
POST_UNPUBLISHED = Topic("courant.blog.post.unpublished", PostGone, doc="A public post became a draft again.")
POST_DELETED = Topic("courant.blog.post.deleted", PostGone, doc="A public post was deleted.")
COMMENT_ADDED = Topic("courant.blog.comment.added", CommentEvent, doc="Somebody commented on a public post.")
COMMENT_CHANGED = Topic("courant.blog.comment.changed", CommentEvent, doc="The author of a comment changed it.")
COMMENT_REMOVED = Topic("courant.blog.comment.removed", CommentGone, doc="A comment on a public post was removed.")
