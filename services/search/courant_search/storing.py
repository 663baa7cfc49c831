"""Documents of modules, stored with their words."""

from collections.abc import Collection, Iterable

from courant_kit.store.rows import pieces
from courant_kit.wire.search import Document

from courant_search.index import Entry, index, scope_word
from courant_search.index.interface import BEGIN, END
from courant_search.models import Found
from courant_search.text.nearest import may_be_meant
from courant_search.text.words import split

AT_ONCE = 500
"""Documents that are stored or deleted in few statements."""

_FIELDS = ("version", "audience", "address", "title", "space", "tags", "author", "date", "language", "text")


def versions(module: str) -> dict[str, str]:
    """The stored documents of a module: the version of each, by key."""
    return dict(Found.objects.filter(module=module).values_list("key", "version"))


def for_others(module: str, audiences: dict[str, str]) -> list[str]:
    """The keys of stored documents that are for another audience than that of their key here."""
    stored = Found.objects.filter(module=module).values_list("key", "audience")
    return [key for key, audience in stored if audiences.get(key, audience) != audience]


def modules() -> list[str]:
    """The modules of the stored documents."""
    return list(Found.objects.values_list("module", flat=True).distinct())


def put(module: str, documents: Collection[Document]) -> set[str]:
    """Store documents, each with a key of its own; returns the audiences that may notice: those before and those now.

    Words that no document has any more are no longer known.
    """
    there = Found.objects.filter(module=module, key__in=[one.key for one in documents])
    before = dict(there.values_list("pk", "audience"))
    lost = index().words(before)
    rows = Found.objects.bulk_create(
        [_row(module, one) for one in documents],
        update_conflicts=True, unique_fields=("module", "key"), update_fields=_FIELDS,
    )  # fmt: skip
    entries = {row.pk: _entry(row) for row in rows}
    index().put(entries)
    words = {word for entry in entries.values() for word in entry.words}
    index().learn(filter(may_be_meant, words))
    index().prune(filter(may_be_meant, lost - words))
    return {*before.values(), *(one.audience for one in documents)}


def drop(module: str, keys: Iterable[str] | None = None) -> set[str]:
    """Delete documents of a module, by default all; returns the audiences that may notice."""
    found = Found.objects.filter(module=module)
    if keys is not None:
        found = found.filter(key__in=list(keys))
    rows = dict(found.values_list("pk", "audience"))
    numbers, lost = list(rows), set[str]()
    for some in pieces(numbers, AT_ONCE):
        lost |= index().words(some)
        index().drop(some)
        Found.objects.filter(pk__in=some).delete()
    index().prune(filter(may_be_meant, lost))
    return set(rows.values())


def _row(module: str, document: Document) -> Found:
    fields = {name: getattr(document, name) for name in _FIELDS}
    return Found(module=module, key=document.key, **{**fields, "audience": str(document.audience)})


def _entry(row: Found) -> Entry:
    scope = [scope_word("audience", row.audience), scope_word("module", row.module)]
    scope += [scope_word(kind, value) for kind, value in (("space", row.space), ("author", row.author)) if value]
    scope += [scope_word("tag", tag) for tag in row.tags]
    tags = [word for tag in row.tags for word in split(tag)]
    return Entry([BEGIN, *split(row.title), END], tags, split(row.text), scope)
