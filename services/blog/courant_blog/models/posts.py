"""The posts of the blog, with their tags, authors, series, revisions and previews."""

from collections.abc import Collection
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Self
from uuid import uuid4

from courant_kit.history.revisions import Revisions
from courant_kit.history.showing import Addresses
from django.db import models
from django.db.models import Q

from courant_blog import states
from courant_blog.addresses.days import Dated
from courant_blog.addresses.paths import address, author_address, draft_address, series_address, tag_address


def new_entry_id() -> str:
    """An id for an entry of a feed (RFC 4287, 4.2.6; RFC 9562)."""
    return uuid4().urn


class Tag(models.Model):
    """A tag, by which readers find posts; `key` is what the spellings of its name have in common."""

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=200, db_index=True, default="")
    slug = models.CharField(max_length=60, unique=True)

    @property
    def address(self) -> str:
        """The address of the posts with it."""
        return tag_address(self.slug)


class Author(models.Model):
    """Somebody who writes posts, by the name that posts show; `slug` is in the address of the page about them."""

    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=60, unique=True)

    @property
    def address(self) -> str:
        """The address of the posts by this author."""
        return author_address(self.slug)


class Series(models.Model):
    """A series of posts, which have an order in it; `key` is what the spellings of its name have in common."""

    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, db_index=True)
    slug = models.CharField(max_length=60, unique=True)

    @property
    def address(self) -> str:
        """The address of the posts in it."""
        return series_address(self.slug)


class Post(models.Model):
    """A post.

    `html`, `excerpt` and `image` (the address of the first picture) are rendered once, at each save; `version` counts
    the saves, and `edited_by` made the last one. `path` is its address below /blog/ (`2026/11/23/a-slug`), assigned
    when it is first published. `published_at` orders the posts; `day` is the day that readers see, its author's, and
    `timed` is true if the time of that day is known. `source` identifies where it was imported from. `entry_id` is its
    id in the feed, which never changes.

    `author` has the names of all `authors`. `cover` is the path of a picture, with `cover_alt` in its place for those
    who do not see it; `part` is the post's place in its `series`, and `pinned_at` when it was pinned to the front page.
    `planned` is the time on the site's clocks at which a scheduled post is published. `language` is the code of its
    language (BCP 47), "" for the site's own; posts with the same `translation` are translations of each other.
    """

    class Status(models.TextChoices):
        """Who may see it; `states` says what each means."""

        DRAFT = "draft"
        REVIEW = "review"
        SCHEDULED = "scheduled"
        PUBLISHED = "published"
        UNLISTED = "unlisted"
        ARCHIVED = "archived"

    title = models.CharField(max_length=200)
    slug = models.CharField(max_length=100, db_index=True)
    path = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001 - many have none, and are unequal
    summary = models.CharField(max_length=500, blank=True)
    excerpt = models.CharField(max_length=500, blank=True)
    image = models.CharField(max_length=1000, blank=True, default="")
    author = models.CharField(max_length=1000)
    section = models.CharField(max_length=60, blank=True)
    tags = models.ManyToManyField(Tag)
    authors = models.ManyToManyField(Author)
    series = models.ForeignKey(Series, models.SET_NULL, null=True, db_index=False)
    part = models.PositiveSmallIntegerField(default=0)
    cover = models.CharField(max_length=300, blank=True, default="")
    cover_alt = models.CharField(max_length=300, blank=True, default="")
    pinned_at = models.DateTimeField(null=True)
    planned = models.CharField(max_length=16, blank=True, default="")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    timed = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.CharField(max_length=150, blank=True, default="")
    source = models.CharField(max_length=300, unique=True, null=True)  # noqa: DJ001 - as path
    entry_id = models.CharField(max_length=300, default=new_entry_id)
    edited_by = models.CharField(max_length=1000, blank=True, default="")
    # Defaults of the database: a replica of the version before, which is still running, writes none of these.
    language = models.CharField(max_length=35, blank=True, db_default="")
    translation = models.CharField(max_length=300, blank=True, db_default="")
    # The long columns come last: SQLite reads a row from its beginning, and lists need only the columns before them.
    text = models.TextField()
    html = models.TextField()

    class Meta:
        """Drafts, by time of the last change, and the bin, by time of deletion."""

        indexes = (
            models.Index(fields=["status", "deleted_at", "updated"], name="blog_drafts"),
            models.Index(fields=["deleted_at", "updated"], name="blog_writing"),
            models.Index(fields=["published_at"], condition=Q(status="scheduled"), name="blog_scheduled"),
            models.Index(fields=["pinned_at"], condition=Q(pinned_at__isnull=False), name="blog_pinned"),
            models.Index(fields=["series", "part"], condition=Q(series__isnull=False), name="blog_series"),
            models.Index(fields=["deleted_at", "id"], condition=Q(deleted_at__isnull=False), name="blog_bin"),
            models.Index(fields=["entry_id"], name="blog_entry_ids"),
            # Of all posts: SQLite sees no condition in a statement whose values come apart from it.
            models.Index(fields=["translation"], name="blog_translations"),
        )

    read_tags: list[Tag] | None = None
    """Its tags, if `reading.rows` has read them for it and other posts at once."""

    was = ""
    """The state that it had when it was read from the database; empty if it is new."""

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        """Remember its state, from which a change is recognised."""
        found = super().from_db(db, field_names, values, **more)
        found.was = found.__dict__.get("status", "")
        return found

    @property
    def address(self) -> str:
        """Its current or former address on the site; empty if it was never public."""
        return address(self.path) if self.path else ""

    @property
    def place(self) -> str:
        """The address of its page: of the post if it is public, else of the draft."""
        return self.address if self.is_public else draft_address(self.pk)

    @property
    def history_at(self) -> Addresses:
        """The addresses of the pages about its history."""
        return Addresses(*(f"{self.place}{name}/" for name in ("history", "diff", "written")))

    @property
    def shown_at(self) -> datetime:
        """The publication date that readers see."""
        return self.published_at or self.updated

    @property
    def dated(self) -> Dated | None:
        """Its date, if it has one."""
        if self.published_at is None:
            return None
        return Dated(self.published_at, self.day or self.published_at.date(), self.timed)

    @dated.setter
    def dated(self, found: Dated) -> None:
        self.published_at, self.day, self.timed = found

    @property
    def written(self) -> datetime | date:
        """The publication date for `{% when %}`: a day if its time is not known."""
        return self.day if self.day and not self.timed else self.shown_at

    @property
    def is_public(self) -> bool:
        """Whether readers may see it."""
        return is_public(self.status, self.deleted_at)

    @property
    def is_draft(self) -> bool:
        """Whether only editors may see it: a draft, one in review, or one that is scheduled."""
        return not states.is_readable(self.status) and self.deleted_at is None

    @property
    def is_listed(self) -> bool:
        """Whether lists, the sitemap and the search may have it."""
        return states.is_listed(self.status) and self.deleted_at is None

    @property
    def state(self) -> str:
        """Its state in words."""
        return states.name_of(self.status)


def is_public(status: str, deleted_at: object) -> bool:
    """Whether readers may see a post with this status that was deleted at a moment, or not (None)."""
    return states.is_readable(status) and deleted_at is None


class Revision(Revisions):
    """One state of a post's words: `fields` has its other fields as the form shows them (`forms.OTHERS`).

    Its number is the version with which the words became these. A version that changed no words has no revision.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    fields = models.JSONField(default=dict)
    owner = "post"

    class Meta:
        """A post's history is read backwards by number."""

        constraints = (models.UniqueConstraint(fields=["post", "number"], name="blog_revision_number"),)


class Preview(models.Model):
    """The secret link to a draft, which shows it to everybody who knows the link."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True)
    token = models.CharField(max_length=60, unique=True)
    created = models.DateTimeField(auto_now_add=True)

    @property
    def sign(self) -> str:
        """The key of the live fragment of the link: who can see all topics does not learn the secret from it."""
        return sha256(self.token.encode()).hexdigest()[:32]


class Original(models.Model):
    """What was last imported for a post: its `fields` at the source, and those of them that the site has had since.

    Both are mappings of the same names, which `importing` defines. `site` leaves out what people have changed here.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True)
    fields = models.JSONField()
    site = models.JSONField()
