"""The tables of the blog: posts, comments, and the public lists of posts."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from courant_kit.history.revisions import Revisions
from courant_kit.history.showing import Addresses
from django.db import models
from django.db.models import Q
from django.utils import timezone

from courant_blog.addresses.days import Dated
from courant_blog.addresses.paths import address, draft_address, tag_address


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


class Post(models.Model):
    """A post.

    `html`, `excerpt` and `image` (the address of the first picture) are rendered once, at each save; `version` counts
    the saves, and `edited_by` made the last one. `path` is its address below /blog/ (`2026/11/23/a-slug`), assigned
    when it is first published. `published_at` orders the posts; `day` is the day that readers see, its author's, and
    `timed` is true if the time of that day is known. `source` identifies where it was imported from. `entry_id` is its
    id in the feed, which never changes.
    """

    class Status(models.TextChoices):
        """Whether readers may see it."""

        DRAFT = "draft"
        PUBLISHED = "published"

    title = models.CharField(max_length=200)
    slug = models.CharField(max_length=100, db_index=True)
    path = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001 - many have none, and are unequal
    summary = models.CharField(max_length=500, blank=True)
    excerpt = models.CharField(max_length=500, blank=True)
    image = models.CharField(max_length=1000, blank=True, default="")
    author = models.CharField(max_length=1000)
    section = models.CharField(max_length=60, blank=True)
    tags = models.ManyToManyField(Tag)
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
    # The long columns come last: SQLite reads a row from its beginning, and lists need only the columns before them.
    text = models.TextField()
    html = models.TextField()

    class Meta:
        """Drafts, by time of the last change, and the bin, by time of deletion."""

        indexes = (
            models.Index(fields=["status", "deleted_at", "updated"], name="blog_drafts"),
            models.Index(fields=["deleted_at", "id"], condition=Q(deleted_at__isnull=False), name="blog_bin"),
            models.Index(fields=["entry_id"], name="blog_entry_ids"),
        )

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
        """Whether it is listed among the drafts."""
        return self.status == Post.Status.DRAFT and self.deleted_at is None


def is_public(status: str, deleted_at: object) -> bool:
    """Whether readers may see a post with this status that was deleted at a moment, or not (None)."""
    return status == Post.Status.PUBLISHED and deleted_at is None


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


class Original(models.Model):
    """What was last imported for a post: its `fields` at the source, and those of them that the site has had since.

    Both are mappings of the same names, which `importing` defines. `site` leaves out what people have changed here.
    """

    post = models.OneToOneField(Post, on_delete=models.CASCADE, primary_key=True)
    fields = models.JSONField()
    site = models.JSONField()


class Comment(models.Model):
    """A comment; `edited` is when its author last changed it, `removed` when it was removed, and `remover` by whom."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, db_index=False)
    author = models.CharField(max_length=150)
    text = models.TextField()
    html = models.TextField()
    created = models.DateTimeField(auto_now_add=True)
    edited = models.DateTimeField(null=True)
    removed = models.DateTimeField(null=True)
    remover = models.CharField(max_length=150, blank=True)

    class Meta:
        """The comments of a post, in order, and the bin, by time of removal."""

        indexes = (
            models.Index(fields=["post", "id"], name="blog_comments"),
            models.Index(fields=["removed", "id"], condition=Q(removed__isnull=False), name="blog_removed"),
        )

    @property
    def age(self) -> timedelta:
        """How long ago it was written."""
        return timezone.now() - self.created


class Redirect(models.Model):
    """An old path of the site (no slash at either end) that redirects to a post."""

    path = models.CharField(max_length=300, unique=True)
    post = models.ForeignKey(Post, on_delete=models.CASCADE)


class Entry(models.Model):
    """The entry of a public post in a list; `list` is the fragment's name: `index`, `tag-<id>`, `section-<slug>`.

    Only public posts have entries, so reading a list can never reveal a draft. The unique index covers everything that
    finding a page needs.
    """

    list = models.CharField(max_length=80)
    published_at = models.DateTimeField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE)

    class Meta:
        """A post appears in a list only once."""

        constraints = (models.UniqueConstraint(fields=["list", "published_at", "post"], name="blog_entry"),)


class Tally(models.Model):
    """The number of entries of a list in a month (`2026-11`), or in total (an empty `period`).

    Adding up months locates any page without walking over all entries before it.
    """

    list = models.CharField(max_length=80)
    period = models.CharField(max_length=7)
    posts = models.PositiveIntegerField(default=0)

    class Meta:
        """One tally for each list and period."""

        constraints = (models.UniqueConstraint(fields=["list", "period"], name="blog_tally"),)
