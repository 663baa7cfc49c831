"""Tags, the pages that have them, and the pages from which others start."""

from dataclasses import dataclass
from urllib.parse import quote

from courant_kit.content.alphabet import place
from django.db.models import Count, Min

from courant_wiki.addresses.paths import ROOT
from courant_wiki.models import PageTag, WikiPage

TEMPLATES = "templates"
MOST_TEMPLATES = 50


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name as it was first written, and how many pages have it."""

    name: str
    slug: str
    key: str
    pages: int = 0

    @property
    def location(self) -> str:
        """The address of its page."""
        return f"{ROOT}~tag/{quote(self.slug)}/"


def tags() -> list[Tag]:
    """The tags of live pages, by name."""
    rows = PageTag.objects.filter(page__deleted_at=None).values("slug", "key").order_by("slug")
    found = rows.annotate(pages=Count("pk"), first=Min("pk"))
    names = dict(PageTag.objects.filter(pk__in=[one["first"] for one in found]).values_list("pk", "name"))
    listed = [Tag(names[one["first"]], one["slug"], one["key"], one["pages"]) for one in found]
    return sorted(listed, key=lambda one: (place(one.name), one.slug))


def named(slug: str) -> Tag | None:
    """The tag with this slug, if a page has it."""
    found = PageTag.objects.filter(slug=slug, page__deleted_at=None).order_by("pk").first()
    return Tag(found.name, found.slug, found.key) if found else None


def of(page: WikiPage) -> list[Tag]:
    """The tags of a page, in the order in which they were written."""
    return [Tag(one.name, one.slug, one.key) for one in page.tags.order_by("pk")]


def pages(key: str) -> list[WikiPage]:
    """The live pages with the tag of this key, by title."""
    return list(WikiPage.objects.live().filter(tags__key=key).order_by("title", "path"))


def templates() -> list[WikiPage]:
    """The pages below `templates`, from which new pages start, by title."""
    return list(WikiPage.objects.live().below(TEMPLATES).order_by("title", "path")[:MOST_TEMPLATES])
