"""The tags and the language of a page: stored, and which fragments show them."""

from collections.abc import Iterable, Mapping
from typing import Any

from courant_kit.live.fragment import FragmentId

from courant_wiki import contract
from courant_wiki.addresses import paths
from courant_wiki.models import PageTag, WikiPage


def differ(page: WikiPage, tags: Mapping[str, str] | None, language: str | None) -> bool:
    """Whether the page has other tags or another language; None stands for those that it has."""
    return (tags is not None and _stored(page) != tags) or (language is not None and language != page.language)


def tag(page: WikiPage, tags: Mapping[str, str] | None) -> list[FragmentId[Any]]:
    """Give a page these tags, by their slugs; returns the fragments that show them."""
    if tags is None or (before := _stored(page)) == tags:
        return []
    page.tags.all().delete()
    PageTag.objects.bulk_create(
        PageTag(page=page, name=name, slug=slug, key=paths.key(slug)) for slug, name in tags.items()
    )
    return [contract.TAGS(), *(contract.TAGGED(paths.key(slug)) for slug in {*before, *tags})]


def showing(pages: Iterable[WikiPage]) -> list[FragmentId[Any]]:
    """The lists of tags and of pages with a tag that show these pages."""
    keys = PageTag.objects.filter(page__in=list(pages)).values_list("key", flat=True).distinct().order_by("key")
    found = [contract.TAGGED(key) for key in keys]
    return [contract.TAGS(), *found] if found else []


def _stored(page: WikiPage) -> dict[str, str]:
    return dict(page.tags.order_by("pk").values_list("slug", "name"))
