"""Creates many new pages in few statements, as an import brings them; runs inside a transaction.

Each becomes what `lifecycle.create` makes of it. Nobody can show a page that does not exist yet, so its own fragments
need no event.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from courant_kit.content import media
from courant_kit.history import many
from courant_kit.live.fragment import FragmentId
from courant_kit.live.outbox import touch
from courant_kit.store.rows import insert
from django.utils import timezone

from courant_wiki import contract
from courant_wiki.addresses import links, paths
from courant_wiki.addresses.links import Reading
from courant_wiki.models import PageTag, Redirect, Revision, WikiPage
from courant_wiki.reading import linking
from courant_wiki.reading.places import page_place
from courant_wiki.writing import showing, telling
from courant_wiki.writing.drafts import Draft
from courant_wiki.writing.revising import LONGEST_ADDRESS


@dataclass(frozen=True, slots=True)
class New:
    """A page to create: its path, at which there is none, its text, and its place among its siblings.

    `earlier` are the revisions before that text, the oldest one first.
    """

    path: str
    draft: Draft
    position: int = 0
    earlier: Sequence[Draft] = ()


def are_free(wanted: Iterable[str]) -> set[str]:
    """Those of these paths at which nothing was ever: no page, and no redirect whose links would have to follow."""
    found = set(wanted)
    taken = WikiPage.objects.filter(path__in=found).values_list("path", flat=True)
    return found - {*taken, *Redirect.objects.filter(path__in=found).values_list("path", flat=True)}


def create(fresh: Sequence[New]) -> list[WikiPage]:
    """Create pages at free paths, each of its own, with their links, fragments and events; in their order."""
    if not fresh:
        return []
    readings = [links.read(one.path, one.draft.text) for one in fresh]
    pages = WikiPage.objects.bulk_create(map(_page, fresh, readings))
    pairs = list(zip(pages, fresh, strict=True))
    many.begin(Revision, [(page.pk, [one.made for one in (*new.earlier, new.draft)]) for page, new in pairs])
    for page, new in pairs:
        for one in (*new.earlier, new.draft):
            if "/media/" in one.text:
                media.stands(page_place(page.pk), one.text, keep=True, seen=one.seen)
    tagged = _tag(pairs)
    changed = linking.relink_all(dict(zip(pages, (one.found for one in readings), strict=True)))
    touch(*_others(pages, changed), *tagged)
    telling.searchable(linking.showing(page.path for page in pages))
    telling.all_created([(page, new.draft.author, new.draft.summary) for page, new in pairs])
    return pages


def _page(new: New, reading: Reading) -> WikiPage:
    draft, now = new.draft, timezone.now()
    first = new.earlier[0] if new.earlier else draft
    return WikiPage(
        path=new.path, key=paths.key(new.path), title=draft.title, number=1 + len(new.earlier), position=new.position,
        description=reading.description, image=reading.image if len(reading.image) <= LONGEST_ADDRESS else "",
        created_at=first.created or now, edited_at=draft.created or now, edited_by=draft.author,
        language=draft.language or "",
    )  # fmt: skip


def _tag(pairs: Iterable[tuple[WikiPage, New]]) -> Iterator[FragmentId[Any]]:
    """Give the pages their tags; the fragments that show those."""
    rows = [
        (page.pk, name, slug, paths.key(slug))
        for page, new in pairs
        for slug, name in (new.draft.tags or {}).items()
    ]  # fmt: skip
    insert(PageTag, ("page_id", "name", "slug", "key"), rows)
    return chain([contract.TAGS()] if rows else [], map(contract.TAGGED, dict.fromkeys(key for *_, key in rows)))


def _others(pages: Sequence[WikiPage], changed: set[str]) -> Iterator[FragmentId[Any]]:
    """The fragments that show these pages or that they exist, without their own."""
    found = [page.path for page in pages]
    own = {page.pk for page in pages}
    around = (*showing.below(*found), *linking.around(found), *linking.including(found), *linking.backlinks(changed))
    yield from (*showing.TREES, *showing.LISTS)
    yield from (contract.ABSENT(page.key) for page in pages)
    yield from (one for one in around if one.key not in own)
