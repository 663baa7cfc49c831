"""What travels when posts of another site are imported (no I/O)."""

from typing import Annotated, Literal

from courant_kit.merging.again import Outcome
from courant_kit.wire.payload import Payload
from msgspec import Meta

from courant_blog.payloads import MOST_TAGS, Language, Moment, Name, PartNumber, Path, Slug, Summary, Text, Title

MOST_AT_ONCE = 50
"""How many posts may be imported in one call: they share a transaction, for which people who save wait."""


class ImportPost(Payload):
    """A post from another site.

    `source` identifies the post: importing it again unchanged does nothing, and what has changed is combined with edits
    made here. `was` is an older `source` of the same post. `date` is a day or a moment (ISO 8601); a moment belongs to
    the day of its own time zone. `day` names the day if no time is known and `date` only orders the posts of that day.
    `updated` is when the text was last changed (ISO 8601), if known. `aliases` are old paths of
    this site that redirect to the post; they may lie anywhere (`2019/old.html`). `state` is the state of a `published`
    post, or of one that is not; a `scheduled` one is published at its `date`, or when its `day` begins, or it is a
    draft if that has passed. `cover`, `series` and `part` are as in SavePost; a `pinned` post stays at the top of the
    front page. `language` is the code of the post's language, if it is not the site's, and posts with the same
    `translation` are translations of each other.
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
    state: Literal["", "review", "unlisted", "archived", "scheduled"] = ""
    cover: Annotated[str, Meta(max_length=300)] = ""
    cover_alt: Annotated[str, Meta(max_length=300)] = ""
    series: Annotated[str, Meta(max_length=100)] = ""
    part: PartNumber = 0
    pinned: bool = False
    language: Language = ""
    translation: Path = ""


class ImportPosts(Payload):
    """Several posts from another site, stored together; one that is rejected does not keep the others out."""

    posts: Annotated[list[ImportPost], Meta(max_length=MOST_AT_ONCE)]


class Imported(Payload):
    """The result of an import; `kept` has a line for each place where an edit made here stays against the source."""

    id: int
    path: str
    outcome: Outcome
    kept: list[str] = []


class ImportOutcome(Payload):
    """The result for one of several posts: `done`, or `refused`, the sentence that says why it was not imported."""

    done: Imported | None = None
    refused: str = ""


class ImportedPosts(Payload):
    """The results of an import of several posts, in their order."""

    outcomes: list[ImportOutcome]
