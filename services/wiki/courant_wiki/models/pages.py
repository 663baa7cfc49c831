"""The wiki's tables: pages, their revisions, the links between them, and redirects."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar
from uuid import uuid4

from courant_kit.history.revisions import Revisions
from courant_kit.history.showing import Addresses
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from courant_wiki import bounds
from courant_wiki.addresses import paths


def new_entry_id() -> str:
    """An id for an entry of a feed (RFC 4287, 4.2.6; RFC 9562)."""
    return uuid4().urn


class PageQuerySet(QuerySet["WikiPage"]):
    """Queries for pages."""

    def live(self) -> "PageQuerySet":
        """The pages that are not deleted."""
        return self.filter(deleted_at=None)

    def below(self, *paths: str) -> "PageQuerySet":
        """The pages below one of these paths, at any depth, without the pages at them."""
        return self.filter(reduce(or_, map(_below, paths)))

    def newest(self) -> "PageQuerySet":
        """The pages that are not deleted, most recently changed first."""
        return self.live().order_by("-edited_at", "-pk")

    def changed(self) -> "PageQuerySet":
        """The newest pages without those that are still as they were first imported: nobody has changed them here."""
        return self.newest().filter(Q(number__gt=1) | Q(original=None))

    def linking_to(self, page: "WikiPage") -> "PageQuerySet":
        """Live pages with a link that leads to this page, by title."""
        links = Link.objects.leading_to(page).filter(page=OuterRef("pk"))
        return self.live().filter(Exists(links)).order_by("title", "path")


def _below(path: str) -> Q:
    found = Q(path__startswith=f"{path}/")
    # SQLite uses its index only for a range.
    return found & Q(path__gte=f"{path}/", path__lt=f"{path}0") if connection.vendor == "sqlite" else found


class WikiPage(models.Model):
    """A page: its address and its newest revision.

    `key` represents the path in ids of fragments and elements, which admit only plain letters; `position` orders
    siblings (those with 0 come last, by title); `description` is the beginning of the text, for crawlers and lists;
    `image` is the address of its first picture; `entry_id` is the page's id in the feed, which never changes.
    `language` is that of its words, a tag of BCP 47, or ""; `anchors` are the names of its headings.
    `deleted_with` is the page above it with which it was deleted, and with which it is restored.
    """

    path = models.CharField(max_length=paths.LONGEST, unique=True)
    key = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=bounds.TITLE)
    number = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    description = models.CharField(max_length=200, blank=True)
    image = models.CharField(max_length=1000, blank=True, default="")
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    edited_by = models.CharField(max_length=bounds.NAME, blank=True)
    language = models.CharField(max_length=bounds.LANGUAGE, blank=True, default="")
    anchors = models.JSONField(default=dict)
    deleted_at = models.DateTimeField(null=True, default=None)
    deleted_by = models.CharField(max_length=bounds.NAME, blank=True)
    deleted_with = models.ForeignKey(
        "self", models.SET_NULL, null=True, default=None, related_name="deleted_along"
    )  # fmt: skip
    entry_id = models.CharField(max_length=2000, default=new_entry_id)

    objects = PageQuerySet.as_manager()

    class Meta:
        """The front page asks for the most recently changed pages, the bin for those deleted last."""

        indexes = (
            models.Index(fields=["-edited_at", "-id"], name="wiki_page_edited"),
            models.Index(fields=["deleted_at", "id"], condition=Q(deleted_at__isnull=False), name="wiki_bin"),
        )

    @property
    def revision(self) -> "Revision":
        """The newest revision."""
        return self.revisions.get(number=self.number)

    @property
    def live(self) -> bool:
        """Whether it is not deleted."""
        return self.deleted_at is None

    @property
    def direction(self) -> str:
        """In which direction its words run: as its language does, or else each part as its first letter."""
        if not self.language:
            return "auto"
        return "rtl" if self.language.lower().split("-")[0] in bounds.FROM_THE_RIGHT else "ltr"

    @property
    def tag_names(self) -> str:
        """Its tags, with commas between them."""
        return ", ".join(one.name for one in self.tags.order_by("pk"))

    @property
    def location(self) -> str:
        """Its address on the site."""
        return paths.location(self.path)

    @property
    def history_at(self) -> Addresses:
        """The addresses of the pages about its history."""
        return Addresses(*(paths.location(self.path, verb) for verb in ("~history", "~diff", "~written")))


class RevisionQuerySet(QuerySet["Revision"]):
    """Queries for revisions."""

    def newest(self) -> "RevisionQuerySet":
        """The newest revision of each page."""
        return self.filter(number=F("page__number"))


class Revision(Revisions):
    """One state of a page."""

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="revisions")
    owner = "page"

    objects: ClassVar[Any] = RevisionQuerySet.as_manager()

    class Meta:
        """A page's history is read backwards by number, the newest changes of all pages by time."""

        constraints = (models.UniqueConstraint(fields=["page", "number"], name="wiki_revision_number"),)
        indexes = (models.Index(fields=["-created_at", "-id"], name="wiki_revision_created"),)

    @property
    def difference(self) -> str:
        """The address of its comparison with the previous revision."""
        return paths.location(self.page.path, "~diff", self.number - 1, self.number)


class Happening(models.Model):
    """What happened to a page besides its revisions: it was moved, deleted or restored.

    `number`, `title` and `new`, its path, are those that the page had then; `old` is the path before. `below` is the
    number of pages below it to which the same happened along with it, each with `along` set.
    """

    class Kind(models.TextChoices):
        """What it was."""

        MOVED = "moved"
        DELETED = "deleted"
        RESTORED = "restored"

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="happenings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=bounds.TITLE)
    old = models.CharField(max_length=paths.LONGEST)
    new = models.CharField(max_length=paths.LONGEST)
    author = models.CharField(max_length=bounds.NAME, blank=True)
    along = models.BooleanField(default=False)
    below = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        """The list of all changes asks for the newest that did not happen along with another."""

        indexes = (
            models.Index(fields=["-created_at", "-id"], condition=Q(along=False), name="wiki_happening_created"),
        )


class Original(models.Model):
    """What was last imported for a page: its title and text, and the path under which it was imported.

    The path stays when the page moves here; `source` names the page's file.
    """

    page = models.OneToOneField(WikiPage, models.CASCADE, primary_key=True)
    path = models.CharField(max_length=paths.LONGEST, unique=True)
    source = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=bounds.TITLE)
    text = models.TextField()


class LinkQuerySet(QuerySet["Link"]):
    """Queries for links."""

    def leading_to(self, page: WikiPage) -> "LinkQuerySet":
        """The links to this page, by its path or an older one, where no better candidate is a page."""
        better = Link.objects.filter(page=OuterRef("page"), wiki=True, name=OuterRef("name"), rank__lt=OuterRef("rank"))
        here = Q(target=page.path) | Q(target__in=page.redirects.values("path"))
        return self.filter(here).exclude(Q(wiki=True) & Exists(better.filter(_leads("target"))))

    def unled(self) -> "LinkQuerySet":
        """The wikilinks of live pages none of whose candidates is a page."""
        same = Link.objects.filter(page=OuterRef("page"), wiki=True, name=OuterRef("name")).filter(_leads("target"))
        return self.filter(~Exists(same), wiki=True, page__deleted_at=None)

    def ambiguous(self, paths: list[str]) -> "LinkQuerySet":
        """The links that may also mean a page at another path than these."""
        same = Link.objects.filter(page=OuterRef("page"), wiki=True, name=OuterRef("name")).exclude(target__in=paths)
        return self.filter(Exists(same.filter(_leads("target"))), wiki=True)


def _leads(field: str) -> Q:
    pages = WikiPage.objects.live().filter(path=OuterRef(field))
    moved = Redirect.objects.filter(path=OuterRef(field), page__deleted_at=None)
    return Q(Exists(pages)) | Q(Exists(moved))


class Link(models.Model):
    """A path that a link in a page's text may lead to.

    A wikilink has several rows with the same `name` (the text in the brackets): its candidates, of which the first by
    `rank` that is a page wins; with `embed`, it includes that page. An ordinary link has one row, with its target as
    the name and `wiki` off.
    """

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="links")
    name = models.CharField(max_length=paths.LONGEST)
    rank = models.PositiveSmallIntegerField()
    target = models.CharField(max_length=paths.LONGEST, db_index=True)
    wiki = models.BooleanField(default=True)
    embed = models.BooleanField(default=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        """A link that occurs twice in a text is stored once."""

        constraints = (models.UniqueConstraint(fields=["page", "wiki", "name", "rank"], name="wiki_link_once"),)


class PageTag(models.Model):
    """A tag of a page, as it was written there; `slug` is in its address and `key` in ids, as with a page's path."""

    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="tags")
    name = models.CharField(max_length=bounds.TAG)
    slug = models.CharField(max_length=150, db_index=True)
    key = models.CharField(max_length=32, db_index=True)

    class Meta:
        """A page has a tag once, however it is spelled."""

        constraints = (models.UniqueConstraint(fields=["page", "slug"], name="wiki_tag_once"),)


class Redirect(models.Model):
    """An address that redirects to a page: after a move, or as an alias from an import."""

    path = models.CharField(max_length=paths.LONGEST, unique=True)
    page = models.ForeignKey(WikiPage, models.CASCADE, related_name="redirects")
