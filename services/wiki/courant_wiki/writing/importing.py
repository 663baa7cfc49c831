"""Imports pages. Importing a page again creates no duplicate and never overwrites an edit."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from courant_kit.calls.errors import CourantError
from courant_kit.history.coalescing import Kind
from courant_kit.live.outbox import in_transaction, take_turn, touch
from courant_kit.merging.again import Combined, combine
from courant_kit.store.rows import insert
from courant_kit.wire.answers import ListSources, Source, Sources

from courant_wiki import bounds, contract
from courant_wiki.addresses import paths
from courant_wiki.models import Original, WikiPage
from courant_wiki.payloads import Imported, ImportOutcome, ImportPage
from courant_wiki.reading import old_addresses
from courant_wiki.writing import founding, labels, lifecycle, revising, saving, shared
from courant_wiki.writing.drafts import Draft
from courant_wiki.writing.founding import New
from courant_wiki.writing.pictures import everything

MERGED = "Merged with edits made here"


def take_in(author: str, request: ImportPage) -> Imported:
    """Create the page, or combine what has changed at its source with edits made here; raises Invalid or TooLarge.

    `author` is used if the request names none. A deleted page is left alone.
    """
    draft, earlier = _drafted(author, request), _earlier(author, request)
    path = paths.clean(request.path)
    page, original = _known(path)
    if page is None:
        page = _created(path, [*earlier, draft], request.position)
        done = Combined({}, "created")
    elif not page.live:
        return Imported(location=page.location, revision=page.number, outcome="deleted")
    elif request.past:
        return _gone_on(page, original, [*earlier, draft])
    else:
        earlier = _following(page, original, earlier)
        done = _again(page, original, draft)
        lifecycle.place(page, request.position or page.position)
    if original or done.outcome in {"created", "unchanged"}:
        fields = {"path": path, "source": request.source, "title": draft.title, "text": draft.text}
        Original.objects.update_or_create(page=page, defaults=fields)
    for alias in request.aliases:
        lifecycle.lead(paths.clean(alias, "aliases"), page)
    old_addresses.lead(request.old, page)
    return Imported(page.location, page.number, done.outcome, done.kept, len(earlier))


def take_in_all(author: str, requests: Sequence[ImportPage]) -> list[ImportOutcome]:
    """Import several pages: those that are new in few statements.

    A page that is rejected changes nothing, and its outcome says why.
    """
    take_turn()
    outcomes = {at: ImportOutcome(one) for at, one in _found(author, requests)}
    return [outcomes.get(at) or _outcome(author, one) for at, one in enumerate(requests)]


def _outcome(author: str, request: ImportPage) -> ImportOutcome:
    try:
        return ImportOutcome(in_transaction(take_in, author, request))
    except CourantError as error:
        return ImportOutcome(refused=error.message)


def _found(author: str, requests: Sequence[ImportPage]) -> Iterator[tuple[int, Imported]]:
    """Create the pages that are new and valid, at paths of their own; each result with its place among the requests."""
    fresh = _fresh(author, requests)
    pages = dict(zip(fresh, founding.create([new for new, _ in fresh.values()]), strict=True))
    insert(Original, ("page_id", "path", "source", "title", "text"), (
        (page.pk, page.path, requests[at].source, page.title, fresh[at][0].draft.text) for at, page in pages.items()
    ))  # fmt: skip
    old_addresses.lead_all({page: requests[at].old for at, page in pages.items()})
    for at, page in pages.items():
        for alias in fresh[at][1]:
            lifecycle.lead(alias, page)
        yield at, Imported(page.location, page.number, "created", earlier=len(requests[at].earlier))


def _fresh(author: str, requests: Sequence[ImportPage]) -> dict[int, tuple[New, list[str]]]:
    """The new pages by their places among the requests, with their aliases; what is not valid is left out."""
    drafted: dict[str, tuple[int, New, list[str]]] = {}
    for at, one in enumerate(requests):
        with suppress(CourantError):  # it is rejected, with the reason, when it comes by itself
            aliases = [paths.clean(alias, "aliases") for alias in one.aliases]
            path = paths.clean(one.path)
            new = New(path, _drafted(author, one), one.position, _earlier(author, one))
            drafted.setdefault(path, (at, new, aliases))
    free = founding.are_free(drafted)
    known = set(Original.objects.filter(path__in=free).values_list("path", flat=True))
    return {at: (new, aliases) for path, (at, new, aliases) in drafted.items() if path in free - known}


def sources(request: ListSources) -> Sources:
    """The paths under which pages were imported."""
    found = Original.objects.filter(path__gt=request.after).select_related("page").defer("text").order_by("path")
    rows = list(found[: request.limit + 1])
    return Sources(sources=[_source(one) for one in rows[: request.limit]], more=len(rows) > request.limit)


def _known(path: str) -> tuple[WikiPage | None, Original | None]:
    """The page that was imported under this path, wherever it is now, or else the page at it."""
    original = Original.objects.filter(path=path).first()
    if original is None:
        return lifecycle.locked(path), None
    return WikiPage.objects.select_for_update().get(pk=original.pk), original


def _drafted(author: str, request: ImportPage) -> Draft:
    title, text, summary = bounds.title(request.title), bounds.text(request.text), bounds.summary(request.summary)
    author = (request.author or author)[: bounds.NAME]
    labels = saving.labels(request)
    return Draft(title, text, author, summary, kind=Kind.IMPORT, created=request.created, seen=everything, **labels)


def _earlier(author: str, request: ImportPage) -> list[Draft]:
    """What the page was before, as revisions with its present title; raises Invalid or TooLarge."""
    title = bounds.title(request.title)
    return [
        Draft(
            title, bounds.text(one.text), (one.author or author)[: bounds.NAME], bounds.summary(one.summary),
            kind=Kind.IMPORT, created=one.created, seen=everything,
        )
        for one in request.earlier
    ]  # fmt: skip


def _created(path: str, states: Sequence[Draft], position: int) -> WikiPage:
    """A new page that has been all of these, the last one now."""
    page, _ = lifecycle.create(path, states[0], position)
    for one in states[1:]:
        revising.revise(page, one)
    return page


def _following(page: WikiPage, original: Original | None, earlier: Sequence[Draft]) -> list[Draft]:
    """Save those earlier texts that the page has not had: none if somebody edited it here; returns them."""
    newest = page.revision
    if original is None or shared.unsaved(page) or (original.title, original.text) != (newest.title, newest.text):
        return []
    fresh = [one for one in earlier if one.created and one.created > newest.created_at]
    for one in fresh:
        revising.revise(page, one)
    if fresh:  # what follows is compared with what the source had then
        original.title, original.text = fresh[-1].title, fresh[-1].text
    return fresh


def _gone_on(page: WikiPage, original: Original | None, states: Sequence[Draft]) -> Imported:
    """Add what a page was, as far as it has not had it, and leave it alone otherwise."""
    fresh = _following(page, original, states)
    if original and fresh:
        original.save(update_fields=["title", "text"])
    return Imported(page.location, page.number, "updated" if fresh else "unchanged", earlier=len(fresh))


def _again(page: WikiPage, original: Original | None, draft: Draft) -> Combined:
    newest = page.revision
    base = {"title": original.title, "text": original.text} if original else {}
    theirs = {"title": newest.title, "text": newest.text}
    ours = {"title": draft.title, "text": draft.text}
    combined = combine(base, theirs, ours)
    _label(page, draft)
    if combined.fields == ours != theirs:
        revising.revise(page, draft)
    elif combined.fields != theirs:
        merged = Draft(**combined.fields, author=draft.author, summary=MERGED, kind=Kind.IMPORT, seen=everything)
        revising.revise(page, merged)
    return combined


def _label(page: WikiPage, draft: Draft) -> None:
    """Add the tags of the source to those of the page; its language is used if the page has none."""
    if draft.tags is None and not draft.language:
        return
    tags = bounds.tags(page.tag_names) | dict(draft.tags or {})
    page.language = page.language or draft.language or ""
    page.save(update_fields=["language"])
    touch(*labels.tag(page, tags), contract.ARTICLE(page.pk))


def _source(original: Original) -> Source:
    page = original.page
    return Source(
        source=original.path, title=original.title, location=page.location, deleted=not page.live, file=original.source
    )
