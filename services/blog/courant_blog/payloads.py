"""What travels in the blog's calls, pages and events, with its bounds (no I/O)."""

from datetime import datetime
from typing import Annotated

from courant_kit.history.views import Of, View
from courant_kit.wire.answers import Answer
from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_blog.states import State

LONGEST_TITLE = 200
LONGEST_TEXT = 400_000
LONGEST_COMMENT = 10_000
LONGEST_NAME = 60
MOST_TAGS = 20
MOST_AUTHORS = 20

LARGEST_ID = 2**53

Id = Annotated[int, Meta(ge=1, le=LARGEST_ID)]
Version = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""The number of a revision: the version of the post with which its words became these."""
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
Language = Annotated[str, Meta(max_length=35, pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")]
"""The code of a language (BCP 47), such as `nl` or `pt-BR`; "" for the site's own."""
PartNumber = Annotated[int, Meta(ge=0, le=9999)]
"""The place of a post in its series; 0 for its place by date."""
Part = PartNumber | Annotated[str, Meta(pattern="^[0-9]{0,4}$")]
"""The same as a form sends it, where nothing is 0."""
PageNumber = Annotated[int, Meta(ge=1, le=1_000_000)]


class SavePost(Payload):
    """A new post (without `id`), or a change to an existing one.

    `base` is the version that was edited. If the post has a newer version, what has changed since is merged, field by
    field; if both changed the same words or field, the save is rejected with a form that shows both. Fields that are
    left out stay unchanged. `tags` are names, as a list or separated by commas; `date` is a day or a moment (ISO 8601),
    and `today` the day in the writer's time zone, for a post that is published without a date; `published` is true to
    publish, false to make a draft. `comment` says for the history what was changed. `decide` (`2-mine`) saves nothing:
    it asks for the form of a merge again, with a place decided for the words of one side or of both. `mine` is the
    writer's text before the merge, which that form keeps. With `shared`, the text is the one that people write together
    (`text.join`), and `text` does not count.

    `state` says what `published` cannot: in review, scheduled, unlisted or archived. A scheduled post is published at
    its `date` and `time` (`09:30`) by the clocks of the site's time zone. `authors` are names. `cover` is the path of
    an uploaded picture, or that picture in Markdown, and `cover_alt` describes it. `series` is a series' name, and
    `part` the post's place in it.
    """

    title: Title
    text: Text
    id: Id | None = None
    shared: bool = False
    base: int | None = None
    tags: Names | Annotated[list[Name], Meta(max_length=MOST_TAGS)] | None = None
    section: Slug | None = None
    summary: Summary | None = None
    slug: Slug | None = None
    date: Moment | None = None
    today: Annotated[str, Meta(max_length=10)] = ""
    published: bool | None = None
    comment: Annotated[str, Meta(max_length=200)] = ""
    decide: Annotated[str, Meta(pattern="^([0-9]{1,5}-(mine|theirs|both))?$")] = ""
    mine: Text = ""
    state: State | None = None
    time: Annotated[str, Meta(max_length=10)] = ""
    authors: Names | Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=MOST_AUTHORS)] | None = None
    cover: Annotated[str, Meta(max_length=1000)] | None = None
    cover_alt: Annotated[str, Meta(max_length=300)] | None = None
    series: Annotated[str, Meta(max_length=100)] | None = None
    part: Part | None = None


class PreviewPost(Payload):
    """Markdown to preview."""

    text: Text


class NamedPost(Payload):
    """Identifies a post."""

    id: Id


class PublishPost(NamedPost):
    """Identifies a draft to publish; `today` is the day in the writer's time zone, for a post without a date."""

    today: Annotated[str, Meta(max_length=10)] = ""


class PostRevision(NamedPost):
    """Identifies a revision of a post."""

    number: Version


class NameRevision(PostRevision):
    """A name for a revision of a post (0: the newest), such as “Version for print”; empty for none."""

    name: str = ""


class CompareRevisions(NamedPost):
    """Two revisions of a post to compare."""

    old: Version
    new: Version


class Comparison(Payload):
    """The address of the comparison."""

    location: str


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
    """A comment on a public post; `answers` is the comment on it that this one answers."""

    post: Id
    text: CommentText
    answers: Id | None = None


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


class CommentAdded(Answer, kw_only=True):
    """The new comment; `held` is true if readers see it only when an editor has approved it."""

    id: int
    held: bool = False


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
    """A comment on a public post was added or changed; `event` is its number in the event log.

    `answers` is the comment that it answers, if any. If a guest wrote it, `author` is empty and `guest` is their name.
    """

    id: int
    post: int
    path: str
    author: str
    text: str
    event: int = 0
    answers: int | None = None
    guest: str = ""


class CommentGone(Payload):
    """A comment on a public post was removed; `event` is its number in the event log."""

    id: int
    post: int
    event: int = 0


class PostPlace(Payload):
    """A post: the day and slug in its address, or the id of a draft."""

    id: Annotated[int, Meta(ge=0, le=LARGEST_ID)] = 0
    year: Numeral = 0
    month: Numeral = 0
    day: Numeral = 0
    slug: Annotated[str, Meta(max_length=200)] = ""


class HistoryPage(PostPlace):
    """Requests a post's history: with `before`, only the revisions before that number.

    With `named` only those with a name, and with `author` only those of that author.
    """

    before: Version = 0
    named: bool = False
    author: Annotated[str, Meta(max_length=200)] = ""


class RevisionPage(PostPlace):
    """A revision of a post."""

    number: Version = 0


class DifferencePage(PostPlace):
    """Two revisions of a post to compare: `of` their source or their rendering, inline or side by side (`view`)."""

    old: Version = 0
    new: Version = 0
    view: View = ""
    of: Of = ""


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


class NamedList(Payload):
    """The slug of a tag, a section or an author."""

    slug: Slug


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
