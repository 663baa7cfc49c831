"""The wiki's documents for the search: every page that is not deleted."""

from collections.abc import Iterator
from zlib import crc32

from courant_kit.calls.caller import Caller
from courant_kit.content import markdown
from courant_kit.content.markdown import Link
from courant_kit.wire.search import LONGEST_TEXT, Document, Documents, WantedDocuments
from django.db.models import QuerySet

from courant_wiki import contract
from courant_wiki.addresses import links, paths
from courant_wiki.models import WikiPage
from courant_wiki.module import module
from courant_wiki.reading import headings
from courant_wiki.rules import READERS


@module.handles(contract.DOCUMENTS)
def documents(caller: Caller, request: WantedDocuments) -> Documents:
    """Pages in the order of their ids."""
    return Documents.of(request, _found(request))


def words(title: str, text: str) -> str:
    """A page's text without markup, as its article shows it; links to pages show what they name."""
    found = markdown.read(headings.without_title(title, text), link_to=_named, below=1, draw=False)
    return markdown.plain(found.html, LONGEST_TEXT)


def _found(request: WantedDocuments) -> Iterator[tuple[str, Document]]:
    rows = _pages(request)[: request.limit + 1]
    for page in rows:
        text = "" if request.brief else _text(page)
        yield str(page.pk), _document(page, text)


def _pages(request: WantedDocuments) -> "QuerySet[WikiPage]":
    pages = WikiPage.objects.live().order_by("pk")
    if request.keys:
        return pages.filter(pk__in=[int(key) for key in request.keys if key.isdecimal()])
    return pages.filter(pk__gt=int(request.after)) if request.after.isdecimal() else pages


def _text(page: WikiPage) -> str:
    return words(page.title, page.revision.text)


def _document(page: WikiPage, text: str) -> Document:
    tags = list(page.tags.order_by("pk").values_list("name", flat=True))
    state = f"{page.path} {READERS} {tags} {page.language}"
    return Document(
        key=str(page.pk), address=page.location, title=page.title, text=text, audience=READERS,
        version=f"{page.number}-{crc32(state.encode()):x}", author=page.edited_by, date=page.edited_at, tags=tags,
        language=page.language, space=page.path.partition("/")[0] if "/" in page.path else "",
    )  # fmt: skip


def _named(name: str) -> Link:
    shown, part = links.parted(name)
    return Link(paths.ROOT, exists=True, words=paths.title_of(shown) if "/" in shown else shown or part)
