"""Comments on passages of pages: threads, the texts in which their passages were last found, and comments."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from courant_wiki import bounds
from courant_wiki.addresses import paths
from courant_wiki.models.pages import WikiPage


class Ground(models.Model):
    """The text of a page, as readers saw it when the passages of its threads were last found in it."""

    page = models.OneToOneField(WikiPage, models.CASCADE, primary_key=True)
    words = models.TextField()


class ThreadQuerySet(QuerySet["Thread"]):
    """Queries for threads."""

    def shown(self) -> "ThreadQuerySet":
        """The threads of live pages with a comment that is not removed."""
        there = Comment.objects.filter(thread=OuterRef("pk"), removed=None)
        return self.filter(Exists(there), page__deleted_at=None).select_related("page")

    def open(self) -> "ThreadQuerySet":
        """The shown threads that are not resolved, in the order of their passages; those without one come last."""
        return self.shown().filter(resolved=None).order_by(models.F("start").asc(nulls_last=True), "pk")

    def settled(self) -> "ThreadQuerySet":
        """The shown threads that are resolved, last resolved first."""
        return self.shown().filter(resolved__isnull=False).order_by("-resolved", "-pk")


class Thread(models.Model):
    """Comments on a passage of a page, in the page's Ground: `start` is where it begins, None if it was removed.

    `exact`, `prefix` and `suffix` quote the passage as it is now, or was last; `quote` are its words at first. `nth`
    counts the places before it that have the same words, and is -1 if there is only one such place.
    """

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="threads")
    author = models.CharField(max_length=bounds.NAME)
    quote = models.TextField()
    exact = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    start = models.PositiveIntegerField(null=True)
    nth = models.IntegerField(default=-1)
    created = models.DateTimeField(auto_now_add=True)
    resolved = models.DateTimeField(null=True)
    resolver = models.CharField(max_length=bounds.NAME, blank=True)

    objects = ThreadQuerySet.as_manager()

    @property
    def location(self) -> str:
        """Its address on the site."""
        return f"{paths.ROOT}~thread/{self.pk}/"


class Comment(models.Model):
    """A comment of a thread; `edited` is when its author last changed it, `removed` when `remover` removed it."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    author = models.CharField(max_length=bounds.NAME)
    text = models.TextField()
    html = models.TextField()
    created = models.DateTimeField(auto_now_add=True)
    edited = models.DateTimeField(null=True)
    removed = models.DateTimeField(null=True)
    remover = models.CharField(max_length=bounds.NAME, blank=True)

    @property
    def location(self) -> str:
        """Its address on the site."""
        return f"{self.thread.location}#comment-{self.pk}"

    @property
    def age(self) -> timedelta:
        """How long ago it was written."""
        return timezone.now() - self.created
