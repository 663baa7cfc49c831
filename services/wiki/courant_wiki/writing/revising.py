"""The next revision of a page, with the links, fragments and events that follow; runs inside a transaction."""

from dataclasses import replace
from typing import Any

from courant_kit.coediting.keeping import Unsaved
from courant_kit.content import media
from courant_kit.history import revisions
from courant_kit.history.authors import joined
from courant_kit.history.coalescing import Kind
from courant_kit.live.fragment import FragmentId
from courant_kit.live.outbox import touch
from django.utils import timezone

from courant_wiki import bounds, contract, render
from courant_wiki.addresses import links
from courant_wiki.discussion import grounds
from courant_wiki.models import WikiPage
from courant_wiki.reading import anchors, linking
from courant_wiki.reading.places import page_place
from courant_wiki.writing import labels, shared, showing, telling
from courant_wiki.writing.drafts import Draft

LONGEST_ADDRESS = 1000


def revise(page: WikiPage, draft: Draft, base: str | None = None) -> None:
    """Save a page's next revision. What people have typed since the newest one is saved before it, and is in it.

    The draft was edited from the text `base`, by default that of the newest revision.
    """
    if typed := shared.unsaved(page):
        draft = _with_typed(page, draft, page.revision.text if base is None else base, typed)
    renamed = page.title != draft.title
    changed = append(page, draft)
    fragments: list[FragmentId[Any]] = [one(page.pk) for one in (contract.ARTICLE, contract.HEAD, contract.HISTORY)]
    fragments += [*linking.backlinks(changed), *labels.tag(page, draft.tags)]
    fragments += linking.including([page.path, *page.redirects.values_list("path", flat=True)])
    fragments += grounds.follow([page], render.newest_words)
    if renamed:
        fragments += labels.showing([page])
        fragments += [
            *showing.TREES,
            contract.CRUMBS(page.pk),
            *showing.below(page.path),
            *linking.backlinks(targets(page)),
        ]
        titled = linking.showing([page.path, *page.redirects.values_list("path", flat=True)])
        fragments += map(contract.ARTICLE, titled)
        telling.searchable(titled)
    touch(*fragments, *showing.LISTS)
    telling.changed(contract.PAGE_CHANGED, page, draft.author, draft.summary)
    shared.follow(page, draft.text, draft.author)


def is_same(page: WikiPage, draft: Draft) -> bool:
    """Whether the page already has this title and text, these tags and this language."""
    newest = page.revision
    same = (newest.title, newest.text) == (draft.title, draft.text)
    return same and not labels.differ(page, draft.tags, draft.language)


def append(page: WikiPage, draft: Draft) -> set[str]:
    """Store a page's next revision and its links; returns the targets of links that were added or removed."""
    reading = links.read(page.path, draft.text)
    _name_headings(page, draft)
    page.number += 1
    page.title, page.description = draft.title, reading.description
    page.language = page.language if draft.language is None else draft.language
    page.image = reading.image if len(reading.image) <= LONGEST_ADDRESS else ""
    page.edited_at, page.edited_by = draft.created or timezone.now(), draft.author
    page.save()
    revisions.add(page.revisions, page.number, draft.made)
    media.stands(page_place(page.pk), draft.text, keep=True)
    return linking.relink(page, reading.found)


def targets(page: WikiPage) -> set[str]:
    """The paths that the links on a page may mean."""
    return set(page.links.values_list("target", flat=True))


def _with_typed(page: WikiPage, draft: Draft, base: str, typed: Unsaved) -> Draft:
    """The draft with what people typed, which becomes a revision of its own unless the draft has all of it."""
    own = typed.text.rstrip()
    if draft.text == own:
        return draft
    both = replace(draft, text=bounds.text(shared.joined(base, draft.text, own)))
    append(page, Draft(page.title, bounds.text(own), joined(typed.authors, bounds.NAME), kind=Kind.SESSION))
    return both


def _name_headings(page: WikiPage, draft: Draft) -> None:
    """Let the headings keep the ids that they have before a revision."""
    last = page.revision if page.number else None
    if last and last.text != draft.text and ("#" in last.text or page.anchors):
        before, after = render.headings_of(last.title, last.text), render.headings_of(draft.title, draft.text)
        page.anchors = anchors.carried(page.anchors, before, after)
