"""The wiki's documents for the search: every page that is not deleted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from zlib import crc32

from courant_kit.calls.caller import Caller
from courant_kit.content import markdown
from courant_kit.wire.search import LONGEST_TEXT, Document, Documents, WantedDocuments
from django.db.models import Prefetch, QuerySet

from courant_wiki import contract, render
from courant_wiki.models import PageTag, Revision, WikiPage
from courant_wiki.module import module
from courant_wiki.reading import headings, linking
from courant_wiki.rules import READERS

TOGETHER, BRIEFLY = 50, 1000
"""How many pages are read in few statements, with their texts and without."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What documents of pages have beside the pages: texts, and titles that links show, both by the pages' ids."""

    texts: Mapping[int, str]
    titles: Mapping[int, Mapping[str, str]]


@module.handles(contract.DOCUMENTS)
def documents(caller: Caller, request: WantedDocuments) -> Documents:
    """Pages in the order of their ids."""
    return Documents.of(request, _found(request))


def words(page: WikiPage, text: str, titles: Mapping[str, str]) -> str:
    """A page's text without markup, as its article shows it; `titles` are those of the pages to which links lead."""
    link_to = partial(render.link_to, page.path, titles)
    return markdown.words(headings.without_title(page.title, text), LONGEST_TEXT, link_to=link_to, below=1)


def _found(request: WantedDocuments) -> Iterator[tuple[str, Document]]:
    tags = Prefetch("tags", PageTag.objects.order_by("pk"))
    pages = list(_pages(request).prefetch_related(tags)[: request.limit + 1])
    size = BRIEFLY if request.brief else TOGETHER
    for start in range(0, len(pages), size):
        some = pages[start : start + size]
        around = Surroundings({} if request.brief else _texts(some), linking.titles_shown(one.pk for one in some))
        yield from ((str(page.pk), _document(page, around)) for page in some)


def _pages(request: WantedDocuments) -> "QuerySet[WikiPage]":
    pages = WikiPage.objects.live().order_by("pk")
    if request.keys:
        return pages.filter(pk__in=[int(key) for key in request.keys if key.isdecimal()])
    return pages.filter(pk__gt=int(request.after)) if request.after.isdecimal() else pages


def _texts(pages: Sequence[WikiPage]) -> dict[int, str]:
    return {one.page_id: one.text for one in Revision.objects.newest().filter(page__in=pages)}


def _document(page: WikiPage, around: Surroundings) -> Document:
    tags = [one.name for one in page.tags.all()]
    titles = around.titles.get(page.pk, {})
    state = f"{page.path} {READERS} {tags} {page.language}{sorted(titles.items()) or ''}"
    text = around.texts.get(page.pk)
    return Document(
        key=str(page.pk), address=page.location, title=page.title, audience=READERS,
        text=words(page, text, titles) if text else "",
        version=f"{page.number}-{crc32(state.encode()):x}", author=page.edited_by, date=page.edited_at, tags=tags,
        language=page.language, space=page.path.partition("/")[0] if "/" in page.path else "",
    )  # fmt: skip
