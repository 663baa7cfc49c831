"""What can happen to a page, each with the links, fragments and events that go with it; all inside a transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courant_kit.live.fragment import FragmentId
from courant_kit.live.outbox import record, touch
from courant_kit.wire.contract import Topic
from django.utils import timezone

from courant_wiki import contract, linking, links, paths
from courant_wiki.models import Redirect, WikiPage

LISTS = (contract.RECENT(), contract.LATEST())
OWN = (contract.ARTICLE, contract.HEAD, contract.CRUMBS, contract.HISTORY, contract.BACKLINKS)


@dataclass(frozen=True, slots=True)
class Draft:
    """A revision that is to be: already within bounds. `created` is when it was written, now when that is not known."""

    title: str
    text: str
    author: str
    summary: str = ""
    imported: bool = False
    created: datetime | None = None


def locked(path: str, *, moved: bool = False) -> WikiPage | None:
    """The page at a path, a deleted one too, kept from others until the transaction ends.

    With `moved`, also the page that has moved away from there.
    """
    page = WikiPage.objects.select_for_update().filter(path=path).first()
    if page is None and moved:
        return WikiPage.objects.select_for_update().filter(redirects__path=path).first()
    return page


def create(path: str, draft: Draft, position: int = 0) -> tuple[WikiPage, bool]:
    """A new page, and true; or the page that somebody else has put there in the meantime, and false."""
    moment = draft.created or timezone.now()
    fresh = {"key": paths.key(path), "position": position, "created_at": moment, "edited_at": moment}
    page, created = WikiPage.objects.select_for_update().get_or_create(path=path, defaults=fresh)
    if created:
        Redirect.objects.filter(path=path).delete()
        changed = _append(page, draft)
        touch(*_appeared(page), *linking.backlinks(changed), *LISTS)
        _record(contract.PAGE_CREATED, page, draft.author, draft.summary)
    return page, created


def revise(page: WikiPage, draft: Draft) -> None:
    """Give a page its next revision."""
    renamed = page.title != draft.title
    changed = _append(page, draft)
    fragments: list[FragmentId[Any]] = [one(page.pk) for one in (contract.ARTICLE, contract.HEAD, contract.HISTORY)]
    fragments += linking.backlinks(changed)
    if renamed:
        fragments += [contract.TREE(), contract.CRUMBS(page.pk), *_below(page.path), *linking.backlinks(_targets(page))]
    touch(*fragments, *LISTS)
    _record(contract.PAGE_CHANGED, page, draft.author, draft.summary)


def is_same(page: WikiPage, draft: Draft) -> bool:
    """Whether the page reads like this already."""
    newest = page.revision
    return (newest.title, newest.text) == (draft.title, draft.text)


def delete(page: WikiPage, by: str) -> None:
    """Take a page out of sight; it keeps its revisions and its path."""
    page.deleted_at, page.deleted_by = timezone.now(), by
    page.save(update_fields=["deleted_at", "deleted_by"])
    touch(*_own(page), *_appeared(page), *linking.backlinks(_targets(page)), *LISTS)
    _record(contract.PAGE_DELETED, page, by)


def restore(page: WikiPage, by: str) -> None:
    """Bring a deleted page back as it was."""
    page.deleted_at, page.deleted_by = None, ""
    page.save(update_fields=["deleted_at", "deleted_by"])
    touch(*_own(page), *_appeared(page), *linking.backlinks(_targets(page)), *LISTS)
    _record(contract.PAGE_RESTORED, page, by)


def move(pages: list[WikiPage], old: str, new: str, by: str) -> None:
    """Move the pages, which are at or below `old`, to or below `new`; their old paths lead to them.

    Nothing may be at the new paths.
    """
    before = [page.path for page in pages]
    fragments: list[FragmentId[Any]] = [fragment for page in pages for fragment in _appeared(page)]
    for page in pages:
        _readdress(page, f"{new}{page.path[len(old) :]}")
    for page in pages:
        newest = page.revision
        linking.relink(page, links.read(page.path, newest.text).found)
        fragments += [*_own(page), *_appeared(page), *linking.backlinks(_targets(page))]
    touch(*fragments, *LISTS)
    for page, path in zip(pages, before, strict=True):
        _record_move(page, path, by)


def place(page: WikiPage, position: int) -> None:
    """Order a page among its siblings."""
    if page.position != position:
        page.position = position
        page.save(update_fields=["position"])
        touch(contract.TREE())


def lead(path: str, page: WikiPage) -> None:
    """Have a path lead to a page, unless a page is there."""
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
    page.edited_at, page.edited_by = moment, draft.author
    page.save()
    page.revisions.create(
        number=page.number, title=draft.title, text=draft.text, author=draft.author, summary=draft.summary,
        size=len(draft.text), change=len(draft.text) - size, imported=draft.imported, created_at=moment,
    )  # fmt: skip
    return linking.relink(page, reading.found)


def _readdress(page: WikiPage, path: str) -> None:
    Redirect.objects.filter(path=path).delete()
    Redirect.objects.update_or_create(path=page.path, defaults={"page": page})
    page.path, page.key = path, paths.key(path)
    page.save(update_fields=["path", "key"])


def _own(page: WikiPage) -> list[FragmentId[int]]:
    return [one(page.pk) for one in OWN]


def _appeared(page: WikiPage) -> list[FragmentId[Any]]:
    """What shows that there is a page at this path, or that there is none."""
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
        contract.PageChanged(
            path=page.path, location=page.location, title=page.title, revision=page.number, author=author,
            summary=summary,
        ),
    )  # fmt: skip


def _record_move(page: WikiPage, old: str, by: str) -> None:
    record(
        contract.PAGE_MOVED,
        contract.PageMoved(path=page.path, old_path=old, location=page.location, title=page.title, author=by),
    )
