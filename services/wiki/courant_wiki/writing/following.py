"""Stores the texts whose links were written otherwise, to lead where they led: as revisions of many pages at once."""

from collections.abc import Sequence

from courant_kit.history import many
from courant_kit.history.many import Step
from courant_kit.live.outbox import touch
from courant_kit.store.rows import pieces
from courant_kit.words import gettext, in_the_sites_language, marked
from django.db.models import F
from django.utils import timezone

from courant_wiki import bounds, contract, render
from courant_wiki.addresses import links
from courant_wiki.addresses.links import Found
from courant_wiki.discussion import grounds
from courant_wiki.models import Revision, WikiPage
from courant_wiki.reading import linking
from courant_wiki.writing import revising, shared, showing, telling
from courant_wiki.writing.drafts import Draft
from courant_wiki.writing.meaning import Kept

KEPT = marked("Links lead where they led before")
SHOWN = (contract.ARTICLE, contract.HEAD, contract.HISTORY)


def save(texts: Sequence[Kept], by: str, summary: str = "") -> None:
    """Save these pages as revisions by one person, in few statements; they keep their titles.

    Their headings keep their words, and so their ids: only what links lead to is written otherwise. A page that people
    write together is revised by itself.
    """
    summary = summary or _kept()
    together = shared.among(one.page for one in texts)
    drafted = [(one, _draft(one, by, summary)) for one in texts]
    for one, draft in drafted:
        if one.page.pk in together:
            revising.revise(one.page, draft)
    if apart := [(one, draft) for one, draft in drafted if one.page.pk not in together]:
        _save(apart, by)


def _kept() -> str:
    with in_the_sites_language():
        return gettext(KEPT)


def _draft(one: Kept, by: str, summary: str) -> Draft:
    return Draft(one.page.title, one.respelled.text, by, summary[: bounds.SUMMARY])


def _save(drafted: Sequence[tuple[Kept, Draft]], by: str) -> None:
    pages = [one.page for one, _ in drafted]
    _append(drafted, by)
    changed = linking.relink_all({one.page: _links(one) for one, _ in drafted})
    followed = grounds.follow(pages, render.newest_words) + linking.including(page.path for page in pages)
    touch(*(one(page.pk) for page in pages for one in SHOWN), *linking.backlinks(changed), *followed, *showing.LISTS)
    telling.searchable([page.pk for page in pages])
    telling.all_changed(pages, by, drafted[0][1].summary)


def _links(one: Kept) -> list[Found]:
    return links.meant(one.page.path, one.respelled.wikilinks, one.respelled.addresses)


def _append(drafted: Sequence[tuple[Kept, Draft]], by: str) -> None:
    """Store the pages with one revision more each."""
    now = timezone.now()
    for one, _ in drafted:
        one.page.number += 1
        one.page.edited_at, one.page.edited_by = now, by
    _advance([one.page for one, _ in drafted])
    steps = (Step(one.page.number, one.last, draft.made, one.before, one.respelled.edits) for one, draft in drafted)
    many.add(Revision, steps, now)


def _advance(pages: Sequence[WikiPage]) -> None:
    edited_at, edited_by = pages[0].edited_at, pages[0].edited_by
    for some in pieces(page.pk for page in pages):
        found = WikiPage.objects.filter(pk__in=some)
        found.update(number=F("number") + 1, edited_at=edited_at, edited_by=edited_by)
