"""The changes to a page, each with its links, fragments and events; all run inside a transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from courant_kit.calls.errors import Conflict, Invalid
from courant_kit.coediting.keeping import Unsaved
from courant_kit.content import media
from courant_kit.history import revisions
from courant_kit.history.authors import joined, names
from courant_kit.history.coalescing import Kind
from courant_kit.history.revisions import Made
from courant_kit.live.fragment import FragmentId
from courant_kit.live.outbox import touch
from django.db.models import F
from django.utils import timezone

from courant_wiki import bounds, contract, render
from courant_wiki.addresses import links, paths
from courant_wiki.addresses.links import Found
from courant_wiki.discussion import grounds
from courant_wiki.history import chronicle
from courant_wiki.models import Happening, Redirect, Revision, WikiPage
from courant_wiki.reading import anchors, linking
from courant_wiki.reading.places import page_place
from courant_wiki.writing import families, labels, meaning, shared, telling

LISTS = (contract.RECENT(), contract.LATEST())
TREES = (contract.TREE(), contract.ORDER())
KEPT = "Links lead where they led before"
FOLLOWED = "Links follow “{title}” to {path}"
OWN = (
    contract.ARTICLE, contract.HEAD, contract.CRUMBS, contract.HISTORY, contract.BACKLINKS, contract.THREADS,
    contract.RESOLVED, contract.TALLY,
)  # fmt: skip

LONGEST_ADDRESS = 1000


@dataclass(frozen=True, slots=True)
class Draft:
    """A revision not yet saved, already within bounds. `created` is when it was written, or now if unknown.

    `author` has the names of all authors; `kind` says how it came about, and `name` is what a person calls it.
    """

    title: str
    text: str
    author: str
    summary: str = ""
    kind: Kind = Kind.SAVE
    created: datetime | None = None
    name: str = ""
    tags: Mapping[str, str] | None = None
    language: str | None = None

    @property
    def made(self) -> Made:
        """The revision for its table."""
        return Made(self.title, self.text, names(self.author), self.summary, self.kind, self.name, self.created)


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
    kept = [] if draft.kind == Kind.IMPORT and not displaced else meaning.of(meaning.linking_to([path]))
    fresh = {"key": paths.key(path), "position": position, "created_at": moment, "edited_at": moment}
    page, created = WikiPage.objects.select_for_update().get_or_create(path=path, defaults=fresh)
    if created:
        Redirect.objects.filter(path=path).delete()
        changed = _append(page, draft)
        tagged = labels.tag(page, draft.tags)
        touch(*_appeared(page), *linking.backlinks(changed), *displaced, *tagged, *LISTS)
        telling.searchable(linking.showing([path]))
        telling.changed(contract.PAGE_CREATED, page, draft.author, draft.summary)
        _keep(meaning.kept(kept), draft.author)
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
    fragments += [*linking.backlinks(changed), *labels.tag(page, draft.tags)]
    fragments += linking.including([page.path, *page.redirects.values_list("path", flat=True)])
    fragments += grounds.follow([page], render.newest_words)
    if renamed:
        fragments += labels.showing([page])
        fragments += [*TREES, contract.CRUMBS(page.pk), *_below(page.path), *linking.backlinks(_targets(page))]
        showing = linking.showing([page.path, *page.redirects.values_list("path", flat=True)])
        fragments += map(contract.ARTICLE, showing)
        telling.searchable(showing)
    touch(*fragments, *LISTS)
    telling.changed(contract.PAGE_CHANGED, page, draft.author, draft.summary)
    shared.follow(page, draft.text, draft.author)


def revise_all(drafts: Sequence[tuple[WikiPage, Draft]]) -> None:
    """Save the next revisions of many pages by one person, in few statements; they keep their titles.

    The drafts were edited from the newest revisions. A page that people write together is revised by itself.
    """
    together = shared.among(page for page, _ in drafts)
    for page, draft in drafts:
        if page.pk in together:
            revise(page, draft)
    drafts = [(page, draft) for page, draft in drafts if page.pk not in together]
    if not drafts:
        return
    changed = _append_all([(page, draft, links.found(page.path, draft.text)) for page, draft in drafts])
    shown = (contract.ARTICLE, contract.HEAD, contract.HISTORY)
    followed = grounds.follow([page for page, _ in drafts], render.newest_words)
    followed += linking.including(page.path for page, _ in drafts)
    touch(*(one(page.pk) for page, _ in drafts for one in shown), *linking.backlinks(changed), *followed, *LISTS)
    telling.searchable([page.pk for page, _ in drafts])
    for page, draft in drafts:
        telling.happened(contract.PAGE_CHANGED, page, draft.author, draft.summary)


def is_same(page: WikiPage, draft: Draft) -> bool:
    """Whether the page already has this title and text, these tags and this language."""
    newest = page.revision
    same = (newest.title, newest.text) == (draft.title, draft.text)
    return same and not labels.differ(page, draft.tags, draft.language)


def delete(pages: list[WikiPage], by: str) -> None:
    """Delete a page, the first one, and others along with it; their revisions and their paths are preserved."""
    _set_deleted(pages, by, timezone.now())
    chronicle.deleted_or_restored(pages, chronicle.Kind.DELETED, by)
    for page in pages:
        telling.changed(contract.PAGE_DELETED, page, by)


def restore(page: WikiPage, by: str) -> list[WikiPage]:
    """Restore a deleted page as it was, and the pages that were deleted along with it; returns all of them."""
    along = page.deleted_along.select_for_update().filter(deleted_at__isnull=False).order_by("path")
    pages = [page, *along]
    _set_deleted(pages, by, None)
    chronicle.deleted_or_restored(pages, chronicle.Kind.RESTORED, by)
    for one in pages:
        telling.changed(contract.PAGE_RESTORED, one, by)
    return pages


def move(pages: list[WikiPage], old: str, new: str, by: str) -> Happening:
    """Move pages at or below the path `old` to `new`; their old paths redirect to them.

    There must be no page at the new paths. Links keep their meaning: those on the moved pages, and those of other pages
    that would otherwise lead to a moved page now. Links to the moved pages are written with their new addresses.
    Returns what happened to the first page.
    """
    before = [page.path for page in pages]
    homes = [f"{new}{path[len(old) :]}" for path in before]
    others = {page.pk: page for page in (*meaning.linking_to(homes, but=pages), *meaning.leading_to(pages))}
    kept = meaning.of([*(page for page in pages if page.live), *others.values()])
    fragments = [*_displaced(homes), *(fragment for page in pages for fragment in _appeared(page))]
    steps = list(zip(pages, homes, strict=True))
    # A path must be free before another page gets it.
    for page, path in reversed(steps) if new.startswith(f"{old}/") else steps:
        _readdress(page, path)
    for page in pages:
        changed = linking.relink(page, links.read(page.path, page.revision.text).found)
        fragments += [*_own(page), *_appeared(page), *linking.backlinks(_targets(page) | changed)]
    happened = chronicle.moved(pages, before, by)
    telling.searchable(linking.showing([*before, *homes]))
    touch(*fragments, *labels.showing(pages), contract.BIN(), *LISTS)
    for page, path in zip(pages, before, strict=True):
        telling.moved(page, path, by)
    texts, family = meaning.kept(kept, pages), set(pages)
    _keep([one for one in texts if one[0] in family], by)
    _keep([one for one in texts if one[0] not in family], by, FOLLOWED.format(title=pages[0].title, path=new))
    return happened


def move_family(page: WikiPage, new: str, by: str) -> tuple[Happening, list[WikiPage]]:
    """Move a page and all pages below it to a path; returns what happened to it, and all of them, the page first.

    Raises Invalid if a path is not valid, and Conflict if there is a page at it.
    """
    family, old = families.of(page), page.path
    _check_free(family, old, new)
    return move(family, old, new, by), family


def place(page: WikiPage, position: int) -> None:
    """Set a page's position among its siblings."""
    if page.position != position:
        page.position = position
        page.save(update_fields=["position"])
        touch(*TREES)


def lead(path: str, page: WikiPage) -> None:
    """Make a path redirect to a page, unless there is a page at the path."""
    if WikiPage.objects.filter(path=path).exists() or page.redirects.filter(path=path).exists():
        return
    Redirect.objects.update_or_create(path=path, defaults={"page": page})
    touch(*linking.around([path]), contract.ABSENT(paths.key(path)))
    telling.searchable(linking.showing([path]))


def _check_free(family: list[WikiPage], old: str, new: str) -> None:
    if new.startswith(f"{old}/"):
        raise Invalid("A page cannot be moved below itself.", field="to")
    targets = [paths.clean(f"{new}{page.path[len(old) :]}", "to") for page in family]
    others = WikiPage.objects.exclude(pk__in=[page.pk for page in family])
    if taken := others.filter(path__in=targets).first():
        state = "a page" if taken.live else "a deleted page"
        raise Conflict(f"There is already {state} at “{taken.path}”.", field="to")


def _append(page: WikiPage, draft: Draft) -> set[str]:
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


def _name_headings(page: WikiPage, draft: Draft) -> None:
    """Let the headings keep the ids that they have before a revision."""
    last = page.revision if page.number else None
    if last and last.text != draft.text and ("#" in last.text or page.anchors):
        before, after = render.headings_of(last.title, last.text), render.headings_of(draft.title, draft.text)
        page.anchors = anchors.carried(page.anchors, before, after)


def _append_all(drafts: Sequence[tuple[WikiPage, Draft, Iterable[Found]]]) -> set[str]:
    """Store pages with their next revisions and links; returns the targets of links that were added or removed."""
    now = timezone.now()
    last = _newest([page for page, *_ in drafts])
    for page, draft, _ in drafts:
        page.number += 1
        page.edited_at, page.edited_by = now, draft.author
    _advance([page for page, *_ in drafts])
    made = [(Revision(page=page, number=page.number), last[page.pk], draft.made) for page, draft, _ in drafts]
    revisions.add_all(made, now)
    return linking.relink_all({page: found for page, _, found in drafts})


def _newest(pages: Sequence[WikiPage]) -> dict[int, Revision]:
    batches = linking.batched(page.pk for page in pages)
    return {one.page_id: one for some in batches for one in Revision.objects.newest().filter(page__in=some)}


def _advance(pages: Sequence[WikiPage]) -> None:
    """Store that pages have one more revision each, all by one person at one time, with the titles they had."""
    edited_at, edited_by = pages[0].edited_at, pages[0].edited_by
    for some in linking.batched(page.pk for page in pages):
        found = WikiPage.objects.filter(pk__in=some)
        found.update(number=F("number") + 1, edited_at=edited_at, edited_by=edited_by)


def _set_deleted(pages: list[WikiPage], by: str, deleted_at: datetime | None) -> None:
    kept = meaning.of(meaning.linking_to([page.path for page in pages], but=pages))
    for page in pages:
        page.deleted_at, page.deleted_by = deleted_at, by if deleted_at else ""
        page.deleted_with = pages[0] if deleted_at and page != pages[0] else None
        page.save(update_fields=["deleted_at", "deleted_by", "deleted_with"])
    fragments = [*(one for page in pages for one in (*_own(page), *_appeared(page)))]
    fragments += labels.showing(pages)
    touch(*fragments, *linking.backlinks(set().union(*map(_targets, pages))), contract.BIN(), *LISTS)
    telling.searchable(linking.showing(page.path for page in pages))
    _keep(meaning.kept(kept), by)


def _with_typed(page: WikiPage, draft: Draft, base: str, typed: Unsaved) -> Draft:
    """The draft with what people typed, which becomes a revision of its own unless the draft has all of it."""
    own = typed.text.rstrip()
    if draft.text == own:
        return draft
    both = replace(draft, text=bounds.text(shared.joined(base, draft.text, own)))
    _append(page, Draft(page.title, bounds.text(own), joined(typed.authors, bounds.NAME), kind=Kind.SESSION))
    return both


def _keep(texts: Sequence[tuple[WikiPage, str]], by: str, summary: str = KEPT) -> None:
    """Save the pages whose links had to be written otherwise to keep their meaning."""
    if texts:
        revise_all([(page, Draft(page.title, text, by, summary[: bounds.SUMMARY])) for page, text in texts])


def _displaced(paths: list[str]) -> list[FragmentId[Any]]:
    """The backlinks of the pages to which these paths redirect so far."""
    return [contract.BACKLINKS(one.page_id) for one in Redirect.objects.filter(path__in=paths).order_by("page_id")]


def _readdress(page: WikiPage, path: str) -> None:
    Redirect.objects.filter(path=path).delete()
    Redirect.objects.update_or_create(path=page.path, defaults={"page": page})
    page.path, page.key = path, paths.key(path)
    page.save(update_fields=["path", "key"])


def _own(page: WikiPage) -> list[FragmentId[int]]:
    threads = page.threads.order_by("pk").values_list("pk", flat=True)
    return [*(one(page.pk) for one in OWN), *map(contract.THREAD, threads)]


def _appeared(page: WikiPage) -> list[FragmentId[Any]]:
    """The fragments that show whether there is a page at this path."""
    return [
        *TREES,
        contract.ABSENT(page.key),
        *_below(page.path),
        *linking.around([page.path]),
        *linking.including([page.path]),
    ]


def _below(path: str) -> list[FragmentId[int]]:
    pages = WikiPage.objects.live().below(path).order_by("pk")
    shown = (contract.ARTICLE, contract.CRUMBS)
    return [fragment(number) for number in pages.values_list("pk", flat=True) for fragment in shown]


def _targets(page: WikiPage) -> set[str]:
    return set(page.links.values_list("target", flat=True))
