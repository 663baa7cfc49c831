"""Documents of modules, stored with their words."""

from collections.abc import Collection, Iterable, Iterator

from courant_kit.wire.search import Document

from courant_search.index import Entry, index, scope_word
from courant_search.index.interface import BEGIN, END
from courant_search.models import Found
from courant_search.text.words import LONGEST_WORD, is_paired, split

SHORTEST_KNOWN, LONGEST_KNOWN = 3, 30
"""Letters of a word that somebody may have meant."""

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
    """Store documents; returns the audiences that may notice: those before and those now."""
    before = {
        one.key: one
        for one in Found.objects.filter(module=module, key__in=[one.key for one in documents]).defer("text")
    }
    noticed = {one.audience for one in before.values()}
    rows = [_filled(before.get(one.key) or Found(module=module, key=one.key), one) for one in documents]
    Found.objects.bulk_update([row for row in rows if row.pk], _FIELDS, batch_size=50)
    Found.objects.bulk_create([row for row in rows if not row.pk])
    entries = {row.pk: _entry(row) for row in rows}
    index().put(entries)
    index().learn({word for entry in entries.values() for word in _known(entry)})
    return noticed | {one.audience for one in documents}


def drop(module: str, keys: Iterable[str] | None = None) -> set[str]:
    """Delete documents of a module, by default all; returns the audiences that may notice."""
    found = Found.objects.filter(module=module)
    if keys is not None:
        found = found.filter(key__in=list(keys))
    rows = list(found.values_list("pk", "audience"))
    index().drop([pk for pk, _ in rows])
    for start in range(0, len(rows), 500):
        Found.objects.filter(pk__in=[pk for pk, _ in rows[start : start + 500]]).delete()
    return {audience for _, audience in rows}


def _filled(row: Found, document: Document) -> Found:
    for name in _FIELDS:
        setattr(row, name, getattr(document, name))
    row.audience = str(document.audience)
    return row


def _entry(row: Found) -> Entry:
    scope = [scope_word("audience", row.audience), scope_word("module", row.module)]
    scope += [scope_word(kind, value) for kind, value in (("space", row.space), ("author", row.author)) if value]
    scope += [scope_word("tag", tag) for tag in row.tags]
    tags = [word for tag in row.tags for word in split(tag)]
    return Entry([BEGIN, *split(row.title), END], tags, split(row.text), scope)


def _known(entry: Entry) -> Iterator[str]:
    for word in {*entry.title, *entry.tags, *entry.body} - {BEGIN, END}:
        if (
            SHORTEST_KNOWN <= len(word) <= LONGEST_KNOWN <= LONGEST_WORD
            and not word.isdecimal()
            and not is_paired(word)
        ):
            yield word
