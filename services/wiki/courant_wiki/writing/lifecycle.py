"""The changes to a page, each with its links, fragments and events; all run inside a transaction."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from courant_kit.coediting.keeping import Unsaved
from courant_kit.live.fragment import FragmentId
from courant_kit.live.outbox import record, touch
from courant_kit.wire.contract import Topic
from django.utils import timezone

from courant_wiki import bounds, contract, payloads
from courant_wiki.addresses import links, paths
from courant_wiki.history import chronicle
from courant_wiki.models import Redirect, WikiPage
from courant_wiki.reading import linking
from courant_wiki.writing import meaning, shared

LISTS = (contract.RECENT(), contract.LATEST())
KEPT = "Links lead where they led before"
OWN = (contract.ARTICLE, contract.HEAD, contract.CRUMBS, contract.HISTORY, contract.BACKLINKS)

LONGEST_ADDRESS = 1000


@dataclass(frozen=True, slots=True)
class Draft:
    """A revision not yet saved, already within bounds. `created` is when it was written, or now if unknown."""

    title: str
    text: str
    author: str
    summary: str = ""
    imported: bool = False
    created: datetime | None = None


def locked(path: str, *, moved: bool = False) -> WikiPage | None:
    """The page at a path, even a deleted one, locked until the transaction ends.

    With `moved`, it may also be a page that has moved away from the path.
    """
    page = WikiPage.objects.select_for_update().filter(path=path).first()
    if page is None and moved:
        return WikiPage.objects.select_for_update().filter(redirects__path=path).first()
    return page


def create(path: str, draft: Draft, position: int = 0) -> tuple[WikiPage, bool]:
    """A new page and true, or false and the page that somebody else created there in the meantime."""
    moment = draft.created or timezone.now()
    displaced = _displaced([path])
    # An import brings many pages, in any order: only links that follow a redirect keep their meaning.
    kept = [] if draft.imported and not displaced else meaning.of(meaning.linking_to([path]))
    fresh = {"key": paths.key(path), "position": position, "created_at": moment, "edited_at": moment}
    page, created = WikiPage.objects.select_for_update().get_or_create(path=path, defaults=fresh)
    if created:
        Redirect.objects.filter(path=path).delete()
        changed = _append(page, draft)
        touch(*_appeared(page), *linking.backlinks(changed), *displaced, *LISTS)
        _record(contract.PAGE_CREATED, page, draft.author, draft.summary)
        _keep(kept, draft.author)
    return page, created


def revise(page: WikiPage, draft: Draft, base: str | None = None) -> None:
    """Save a page's next revision. What people have typed since the newest one is saved before it, and is in it.

    The draft was edited from the text `base`, by default that of the newest revision.
    """
    if typed := shared.unsaved(page):
        draft = _with_typed(page, draft, page.revision.text if base is None else base, typed)
    renamed = page.title != draft.title
    changed = _append(page, draft)
    fragments: list[FragmentId[Any]] = [one(page.pk) for one in (contract.ARTICLE, contract.HEAD, contract.HISTORY)]
    fragments += linking.backlinks(changed)
    if renamed:
        fragments += [contract.TREE(), contract.CRUMBS(page.pk), *_below(page.path), *linking.backlinks(_targets(page))]
        fragments += linking.showing([page.path, *page.redirects.values_list("path", flat=True)])
    touch(*fragments, *LISTS)
    _record(contract.PAGE_CHANGED, page, draft.author, draft.summary)
    shared.follow(page, draft.text, draft.author)


def is_same(page: WikiPage, draft: Draft) -> bool:
    """Whether the page already has this title and text."""
    newest = page.revision
    return (newest.title, newest.text) == (draft.title, draft.text)


def delete(pages: list[WikiPage], by: str) -> None:
    """Delete a page, the first one, and others along with it; their revisions and their paths are preserved."""
    _set_deleted(pages, by, timezone.now())
    chronicle.deleted_or_restored(pages, chronicle.Kind.DELETED, by)
    for page in pages:
        _record(contract.PAGE_DELETED, page, by)


def restore(page: WikiPage, by: str) -> list[WikiPage]:
    """Restore a deleted page as it was, and the pages that were deleted along with it; returns all of them."""
    along = page.deleted_along.select_for_update().filter(deleted_at__isnull=False).order_by("path")
    pages = [page, *along]
    _set_deleted(pages, by, None)
    chronicle.deleted_or_restored(pages, chronicle.Kind.RESTORED, by)
    for one in pages:
        _record(contract.PAGE_RESTORED, one, by)
    return pages


def move(pages: list[WikiPage], old: str, new: str, by: str) -> None:
    """Move pages at or below the path `old` to `new`; their old paths redirect to them.

    There must be no page at the new paths. Links keep their meaning: those on the moved pages, and those of other pages
    that would otherwise lead to a moved page now.
    """
    before = [page.path for page in pages]
    homes = [f"{new}{path[len(old) :]}" for path in before]
    kept = meaning.of([*(page for page in pages if page.live), *meaning.linking_to(homes, but=pages)])
    fragments = [*_displaced(homes), *(fragment for page in pages for fragment in _appeared(page))]
    for page, path in zip(pages, homes, strict=True):
        _readdress(page, path)
    for page in pages:
        changed = linking.relink(page, links.read(page.path, page.revision.text).found)
        fragments += [*_own(page), *_appeared(page), *linking.backlinks(_targets(page) | changed)]
    chronicle.moved(pages, before, by)
    touch(*fragments, contract.BIN(), *LISTS)
    for page, path in zip(pages, before, strict=True):
        _record_move(page, path, by)
    _keep(kept, by)


def place(page: WikiPage, position: int) -> None:
    """Set a page's position among its siblings."""
    if page.position != position:
        page.position = position
        page.save(update_fields=["position"])
        touch(contract.TREE())


def lead(path: str, page: WikiPage) -> None:
    """Make a path redirect to a page, unless there is a page at the path."""
    if WikiPage.objects.filter(path=path).exists() or page.redirects.filter(path=path).exists():
        return
    Redirect.objects.update_or_create(path=path, defaults={"page": page})
    touch(*linking.around([path]), contract.ABSENT(paths.key(path)))


def _append(page: WikiPage, draft: Draft) -> set[str]:
    moment = draft.created or timezone.now()
    reading = links.read(page.path, draft.text)
    size = page.revision.size if page.number else 0
    page.number += 1
    page.title, page.description = draft.title, reading.description
    page.image = reading.image if len(reading.image) <= LONGEST_ADDRESS else ""
    page.edited_at, page.edited_by = moment, draft.author
    page.save()
    page.revisions.create(
        number=page.number, title=draft.title, text=draft.text, author=draft.author, summary=draft.summary,
        size=len(draft.text), change=len(draft.text) - size, imported=draft.imported, created_at=moment,
    )  # fmt: skip
    return linking.relink(page, reading.found)


def _set_deleted(pages: list[WikiPage], by: str, deleted_at: datetime | None) -> None:
    kept = meaning.of(meaning.linking_to([page.path for page in pages], but=pages))
    for page in pages:
        page.deleted_at, page.deleted_by = deleted_at, by if deleted_at else ""
        page.deleted_with = pages[0] if deleted_at and page != pages[0] else None
        page.save(update_fields=["deleted_at", "deleted_by", "deleted_with"])
    fragments = [*(one for page in pages for one in (*_own(page), *_appeared(page)))]
    touch(*fragments, *linking.backlinks(set().union(*map(_targets, pages))), contract.BIN(), *LISTS)
    _keep(kept, by)


def _with_typed(page: WikiPage, draft: Draft, base: str, typed: Unsaved) -> Draft:
    """The draft with what people typed, which becomes a revision of its own unless the draft has all of it."""
    own = typed.text.rstrip()
    if draft.text == own:
        return draft
    both = replace(draft, text=bounds.text(shared.joined(base, draft.text, own)))
    _append(page, Draft(page.title, bounds.text(own), typed.authors[-1], shared.credited(typed.authors)))
    return both


def _keep(kept: list[meaning.Meaning], by: str) -> None:
    """Save the pages whose links had to be written otherwise to keep their meaning."""
    for one in kept:
        text = one.kept()
        if text != one.text:
            revise(one.page, Draft(one.page.title, text, by, KEPT))


def _displaced(paths: list[str]) -> list[FragmentId[Any]]:
    """The backlinks of the pages to which these paths redirect so far."""
    return [contract.BACKLINKS(one.page_id) for one in Redirect.objects.filter(path__in=paths).order_by("page_id")]


def _readdress(page: WikiPage, path: str) -> None:
    Redirect.objects.filter(path=path).delete()
    Redirect.objects.update_or_create(path=page.path, defaults={"page": page})
    page.path, page.key = path, paths.key(path)
    page.save(update_fields=["path", "key"])


def _own(page: WikiPage) -> list[FragmentId[int]]:
    return [one(page.pk) for one in OWN]


def _appeared(page: WikiPage) -> list[FragmentId[Any]]:
    """The fragments that show whether there is a page at this path."""
    return [contract.TREE(), contract.ABSENT(page.key), *_below(page.path), *linking.around([page.path])]


def _below(path: str) -> list[FragmentId[int]]:
    pages = WikiPage.objects.live().below(path).order_by("pk")
    shown = (contract.ARTICLE, contract.CRUMBS)
    return [fragment(number) for number in pages.values_list("pk", flat=True) for fragment in shown]


def _targets(page: WikiPage) -> set[str]:
    return set(page.links.values_list("target", flat=True))


def _record(topic: Topic, page: WikiPage, author: str, summary: str = "") -> None:
    record(
        topic,
        payloads.PageChanged(
            path=page.path, location=page.location, title=page.title, revision=page.number, author=author,
            summary=summary,
        ),
    )  # fmt: skip


def _record_move(page: WikiPage, old: str, by: str) -> None:
    record(
        contract.PAGE_MOVED,
        payloads.PageMoved(path=page.path, old_path=old, location=page.location, title=page.title, author=by),
    )
