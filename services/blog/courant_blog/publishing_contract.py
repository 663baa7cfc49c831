"""The part of the blog's contract about the states of posts, their lists, their previews and the list for writers."""

from courant_kit.calls.caller import EDITORS
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, Topic, page

from courant_blog.payloads import NamedPost
from courant_blog.publishing_payloads import (
    ArchivePage,
    AuthorPage,
    PinPost,
    PostMoved,
    PreviewPage,
    PutBack,
    SeriesPage,
    SetState,
    WritingPage,
)

NEW = "0.2"
"""The release that has the entries of this file."""

SET_STATE = Procedure(
    "courant.blog.post.set_state", SetState, Answer, EDITORS, writes=True, since=NEW,
    doc="Moves posts to a state, or deletes them.",
)  # fmt: skip
PUT_BACK = Procedure(
    "courant.blog.post.put_back", PutBack, Answer, EDITORS, writes=True, since=NEW,
    doc="Moves posts back to the states that they had.",
)  # fmt: skip
PIN_POST = Procedure(
    "courant.blog.post.pin", PinPost, Answer, EDITORS, writes=True, since=NEW,
    doc="Pins a published post to the front page, or unpins it.",
)  # fmt: skip
SHARE_PREVIEW = Procedure(
    "courant.blog.preview.share", NamedPost, Answer, EDITORS, writes=True, since=NEW,
    doc="Makes a secret link that shows a draft to everybody who has it.",
)  # fmt: skip
WITHDRAW_PREVIEW = Procedure(
    "courant.blog.preview.withdraw", NamedPost, Answer, EDITORS, writes=True, since=NEW,
    doc="Withdraws the secret link to a draft.",
)  # fmt: skip

PAGE_AUTHOR = page("courant.blog.page.author", AuthorPage, doc="The posts by an author.", since=NEW)
PAGE_SERIES = page("courant.blog.page.series", SeriesPage, doc="The posts of a series, in order.", since=NEW)
PAGE_ARCHIVE = page("courant.blog.page.archive", doc="All years and months that have posts.", since=NEW)
PAGE_PERIOD = page("courant.blog.page.period", ArchivePage, doc="The posts of a year or a month.", since=NEW)
PAGE_PREVIEW = page("courant.blog.page.preview", PreviewPage, doc="A draft, by its secret link.", since=NEW)
PAGE_WRITING = page(
    "courant.blog.page.writing", WritingPage, EDITORS, doc="All posts for writers, last changed first.", since=NEW
)

BY_AUTHOR = Fragment(
    "blog.author", key=int, doc="The posts by an author, divided into pages as the list of all posts.", since=NEW
)
IN_PERIOD = Fragment(
    "blog.archive", key=str, doc="The posts of a year or month, divided into pages as the list of all posts.", since=NEW
)
PERIODS = Fragment("blog.archives", doc="All years and months that have posts.", since=NEW)
IN_SERIES = Fragment("blog.series", key=int, doc="The posts of a series, in order.", since=NEW)
RELATED = Fragment("blog.related", key=int, doc="Posts that share tags with a public post.", since=NEW)
WRITING = Fragment(
    "blog.writing", audience=EDITORS_ONLY, since=NEW,
    doc="A sign that the list of posts for writers has changed; it has no content.",
)  # fmt: skip

PREVIEWED = Fragment(
    "blog.preview", key=str, since=NEW,
    doc="A sign that what a secret link shows has changed, named by a hash of its secret; it has no content.",
)  # fmt: skip

POST_MOVED = Topic(
    "courant.blog.post.moved", PostMoved, about=("post-{id}",), since=NEW,
    doc="A post moved to or from a state in which lists have it; other moves concern nobody but editors.",
)  # fmt: skip
