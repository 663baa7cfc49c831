"""What travels when a site is exported and imported again: posts and comments with all that they have (no I/O)."""

from datetime import datetime
from typing import Annotated, Literal

from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_blog.payloads import (
    LARGEST_ID,
    MOST_TAGS,
    CommentText,
    Language,
    Moment,
    Name,
    Names,
    Path,
    Slug,
    Summary,
    Text,
    Title,
)

MOST_REMARKS = 200
"""The comments of a post that travel in one call."""

Person = Annotated[str, Meta(max_length=150)]
EntryId = Annotated[str, Meta(min_length=1, max_length=300)]
After = Annotated[int, Meta(ge=0, le=LARGEST_ID)]


class ListCopies(Payload):
    """Requests posts in the order of their ids, those after the id `after`."""

    after: After = 0
    limit: Annotated[int, Meta(ge=1, le=MOST_REMARKS)] = 50


class ListRemarks(ListCopies):
    """Requests comments in the order of their ids, those after the id `after`; with `post`, those on that post only."""

    post: After = 0


class PostFields(Payload):
    """A post with all that makes it what it is.

    `entry_id` identifies it on every site. `path` is its address below /blog/, "" if it was never public. `date` is the
    moment (ISO 8601) that orders it, `day` its author's day, and `timed` whether the time of that day is known; a draft
    may have none. `redirects` are old paths of the site that lead to it. `state` says what `published` cannot; one that
    is not known makes it a draft. `planned` is when a scheduled post is published, on the site's clocks
    (`2026-03-29T02:30`); without it, that is its `date`. `cover`, `series` and `part` are as in SavePost, `pinned` that
    the front page begins with it. `language` and `translation` are as in ImportPost.
    """

    entry_id: EntryId
    title: Title
    text: Text
    slug: Slug
    path: Annotated[str, Meta(max_length=120)] = ""
    summary: Summary = ""
    author: Names = ""
    section: Slug = ""
    tags: Annotated[list[Name], Meta(max_length=MOST_TAGS)] = []
    published: bool = False
    date: Moment = ""
    day: Annotated[str, Meta(max_length=10)] = ""
    timed: bool = True
    created: datetime | None = None
    updated: datetime | None = None
    edited_by: Names = ""
    redirects: Annotated[list[Path], Meta(max_length=1000)] = []
    state: Annotated[str, Meta(max_length=10)] = ""
    planned: Annotated[str, Meta(max_length=16)] = ""
    cover: Annotated[str, Meta(max_length=300)] = ""
    cover_alt: Annotated[str, Meta(max_length=300)] = ""
    series: Annotated[str, Meta(max_length=100)] = ""
    part: Annotated[int, Meta(ge=0, le=9999)] = 0
    pinned: bool = False
    language: Language = ""
    translation: Path = ""


class PutCopy(PostFields):
    """A post of an export, to create or to bring up to date: what people changed on this site stays."""


class PostCopy(PostFields, kw_only=True):
    """A post for an export, with the number of its comments.

    `excerpt` and `image` follow from its text; `address` is where readers find it, "" for a draft.
    """

    id: int
    version: int
    address: str
    excerpt: str
    image: str
    comments: int


class PostCopies(Payload):
    """Posts for an export; `more` is true if others follow, and `total` counts all of them."""

    posts: list[PostCopy]
    more: bool
    total: int


class RemarkKey(Payload):
    """What tells a comment from the others on its post: who wrote it, a member or a guest, and when."""

    author: Person
    created: datetime
    guest: Annotated[str, Meta(max_length=60)] = ""


class RemarkFields(RemarkKey, kw_only=True):
    """A comment as it was written, and when its author last changed it; never with anybody's address.

    `answers` is the comment that it answers.
    """

    text: CommentText
    edited: datetime | None = None
    answers: RemarkKey | None = None


class RemarkCopy(RemarkFields, kw_only=True):
    """A comment for an export, on the post with this id."""

    id: int
    post: int


class RemarkCopies(Payload):
    """Comments for an export: those that readers see. `more` is true if others follow."""

    comments: list[RemarkCopy]
    more: bool
    total: int


class PutRemark(RemarkFields, kw_only=True):
    """A comment to add. If it is `held`, only editors see it; `mail` is its guest's address, for editors only."""

    state: Literal["public", "held"] = "public"
    mail: Annotated[str, Meta(max_length=254)] = ""


class PutRemarks(Payload):
    """Comments of an export, for a post; those that it has are left as they are.

    The post is the one with this `entry_id`, or the one that was imported from this `source`.
    """

    entry_id: Annotated[str, Meta(max_length=300)] = ""
    source: Path = ""
    comments: Annotated[list[PutRemark], Meta(max_length=MOST_REMARKS)] = []


class PutDone(Payload):
    """How many comments were added; the others were there."""

    added: int
