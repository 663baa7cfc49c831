"""The wiki's tables: pages, their revisions, the links between them, and addresses that lead elsewhere."""

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

TITLE = 200
PATH = 500
NAME = 150


class PageQuerySet(QuerySet["WikiPage"]):
    """Ways to pick pages."""

    def live(self) -> "PageQuerySet":
        """Those that are not deleted."""
        return self.filter(deleted_at=None)

    def below(self, path: str) -> "PageQuerySet":
        """Those below `path`, at any depth, without itself."""
        return self.filter(path__startswith=f"{path}/")

    def newest(self) -> "PageQuerySet":
        """The pages that changed last come first."""
        return self.live().order_by("-edited_at", "-pk")

    def linking_to(self, path: str) -> "PageQuerySet":
        """Live pages with a link that leads to the page at `path`, by title."""
        return self.live().filter(Exists(Link.objects.leading_to(path).filter(page=OuterRef("pk")))).order_by("title")


class WikiPage(models.Model):
    """A page: where it is, and its newest revision.

    `key` stands for the path where only plain letters may stand (ids of fragments and elements); `position` orders
    siblings, 0 after the others by title; `description` is the start of the text for crawlers and lists.
    """

    path = models.CharField(max_length=PATH, unique=True)
    key = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=TITLE)
    number = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    description = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    edited_by = models.CharField(max_length=NAME, blank=True)
    deleted_at = models.DateTimeField(null=True, default=None)
    deleted_by = models.CharField(max_length=NAME, blank=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        """The front page asks for the pages that changed last."""

        indexes = (models.Index(fields=["-edited_at", "-id"], name="wiki_page_edited"),)

    @property
    def revision(self) -> "Revision":
        """The newest revision."""
        return self.revisions.get(number=self.number)


class Revision(models.Model):
    """One state of a page. `size` is the text's length and `change` what it grew by, in characters.

    `imported`: it came from an importer, not from somebody here.
    """

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE)
    text = models.TextField()
    author = models.CharField(max_length=NAME, blank=True)
    summary = models.CharField(max_length=TITLE, blank=True)
    size = models.PositiveIntegerField()
    change = models.IntegerField()
    imported = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        """A history is read backwards, by number."""

        constraints = (models.UniqueConstraint(fields=["page", "number"], name="wiki_revision_number"),)


class LinkQuerySet(QuerySet["Link"]):
    """Ways to pick links."""

    def leading_to(self, path: str) -> "LinkQuerySet":
        """Those that lead to the page at `path`, as no candidate before it is a page."""
        pages = WikiPage.objects.live().filter(path=OuterRef("target"))
        nearer = Link.objects.filter(page=OuterRef("page"), name=OuterRef("name"), rank__lt=OuterRef("rank"))
        return self.filter(target=path).exclude(Exists(nearer.filter(Exists(pages))))


class Link(models.Model):
    """A path that a link in a page's text may lead to.

    A wikilink has several rows with the same `name` (what stands in the brackets): its candidates, of which the first
    by `rank` that is a page wins. An ordinary link has one, with its target as the name and `wiki` off.
    """

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="links")
    name = models.CharField(max_length=PATH)
    rank = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=PATH, db_index=True)
    wiki = models.BooleanField(default=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        """The same link twice in a text is one."""

        constraints = (models.UniqueConstraint(fields=["page", "wiki", "name", "rank"], name="wiki_link_once"),)


class Redirect(models.Model):
    """An address that leads to a page elsewhere: after a move, or an alias from an import."""

    path = models.CharField(max_length=PATH, unique=True)
    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="redirects")
