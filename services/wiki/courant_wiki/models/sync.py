"""The branch of a git repository that is kept the same, and what is left to decide between the two."""

from courant_kit.words import marked
from django.db import models
from django.db.models import Q, QuerySet

from courant_wiki import bounds
from courant_wiki.addresses import paths
from courant_wiki.models.pages import WikiPage


class Sync(models.Model):
    """The branch of a git repository that has the same pages, and how far; there is one row.

    `commit`, `applying`, `done`, `event`, `pushing` and `pushing_event` are the position: see `SyncPosition`.
    The others are what the program last said of itself: its `state`, `words` for people, how many events are `waiting`,
    when it was `seen`, and the `last` commit with its `subject`, `author` and moment (`at`).
    """

    repository = models.CharField(max_length=500, blank=True)
    branch = models.CharField(max_length=250, blank=True)
    commit = models.CharField(max_length=64, blank=True)
    applying = models.CharField(max_length=64, blank=True)
    done = models.PositiveIntegerField(default=0)
    event = models.BigIntegerField(default=0)
    pushing = models.CharField(max_length=64, blank=True)
    pushing_event = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, default="waiting")
    words = models.TextField(blank=True)
    waiting = models.PositiveIntegerField(default=0)
    seen = models.DateTimeField(null=True, default=None)
    last = models.CharField(max_length=64, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=bounds.NAME, blank=True)
    at = models.DateTimeField(null=True, default=None)


class SyncRevision(models.Model):
    """A revision that a commit made, so that it is no news for the branch."""

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="sync_revisions")
    number = models.PositiveIntegerField()

    class Meta:
        """A revision is made once."""

        constraints = (models.UniqueConstraint(fields=["page", "number"], name="wiki_sync_revision"),)


class SyncConflictQuerySet(QuerySet["SyncConflict"]):
    """Queries for conflicts."""

    def open(self) -> "SyncConflictQuerySet":
        """Those that nobody has decided, oldest first; what is deleted on both sides is decided."""
        moot = Q(kind=SyncConflict.Kind.DELETED) & Q(page__deleted_at__isnull=False)
        return self.filter(settled=None).exclude(moot).order_by("pk").select_related("page")


class SyncConflict(models.Model):
    """What a commit says of a page and the wiki does not: its `text`, edited from `base`, with its title.

    `words` has a line for each place where the wiki's words stay, or says why a file cannot be a page. A file that
    never was one has no `page`.
    """

    class Kind(models.TextChoices):
        """What it is about: both changed the same words; one side deleted what the other changed; no page."""

        CHANGED = "changed", marked("Both sides changed the same place.")
        DELETED = "deleted", marked("It is deleted in the repository, and was changed here.")
        BINNED = "binned", marked("It is changed in the repository, and was deleted here.")
        REJECTED = "rejected", marked("The file cannot be a page.")

    page = models.ForeignKey(WikiPage, models.CASCADE, null=True, related_name="sync_conflicts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    file = models.CharField(max_length=1000)
    commit = models.CharField(max_length=64)
    author = models.CharField(max_length=bounds.NAME, blank=True)
    at = models.DateTimeField(null=True, default=None)
    title = models.CharField(max_length=bounds.TITLE, blank=True)
    base = models.TextField(blank=True)
    text = models.TextField(blank=True)
    words = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    settled = models.DateTimeField(null=True, default=None)
    settler = models.CharField(max_length=bounds.NAME, blank=True)

    objects = SyncConflictQuerySet.as_manager()

    @property
    def location(self) -> str:
        """Its address on the site."""
        return f"{paths.ROOT}~sync/{self.pk}/"
