"""Imports pages. Importing a page again creates no duplicate and never overwrites an edit."""

from courant_kit.history.coalescing import Kind
from courant_kit.live.outbox import touch
from courant_kit.merging.again import Combined, combine
from courant_kit.wire.answers import ListSources, Source, Sources

from courant_wiki import bounds, contract
from courant_wiki.addresses import paths
from courant_wiki.models import Original, WikiPage
from courant_wiki.payloads import Imported, ImportPage
from courant_wiki.reading import old_addresses
from courant_wiki.writing import labels, lifecycle, revising, saving
from courant_wiki.writing.drafts import Draft

MERGED = "Merged with edits made here"


def take_in(author: str, request: ImportPage) -> Imported:
    """Create the page, or combine what has changed at its source with edits made here; raises Invalid or TooLarge.

    `author` is used if the request names none. A deleted page is left alone.
    """
    draft = _drafted(author, request)
    path = paths.clean(request.path)
    page, original = _known(path)
    if page is None:
        page, _ = lifecycle.create(path, draft, request.position)
        done = Combined({}, "created")
    elif not page.live:
        return Imported(location=page.location, revision=page.number, outcome="deleted")
    else:
        done = _again(page, original, draft)
        lifecycle.place(page, request.position or page.position)
    if original or done.outcome in {"created", "unchanged"}:
        fields = {"path": path, "source": request.source, "title": draft.title, "text": draft.text}
        Original.objects.update_or_create(page=page, defaults=fields)
    for alias in request.aliases:
        lifecycle.lead(paths.clean(alias, "aliases"), page)
    old_addresses.lead(request.old, page)
    return Imported(location=page.location, revision=page.number, outcome=done.outcome, kept=done.kept)


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
    return Draft(title, text, author, summary, kind=Kind.IMPORT, created=request.created, **labels)


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
        revising.revise(page, Draft(**combined.fields, author=draft.author, summary=MERGED, kind=Kind.IMPORT))
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
