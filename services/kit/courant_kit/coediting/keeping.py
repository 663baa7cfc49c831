"""The module's own text and the shared one: each follows the other, in transactions.

What people type is in the log at once, and becomes the module's text, for readers, when it is saved (`pauses` says when
that is by itself); a text that is saved in another way is put into the shared one.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from django.db import transaction

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound
from courant_kit.coediting import log
from courant_kit.coediting.log import Row
from courant_kit.live.audience import Audience
from courant_kit.live.outbox import take_turn
from courant_kit.merging import texts
from courant_kit.store import rows
from courant_kit.store.models import StoredText
from courant_kit.words import gettext

if TYPE_CHECKING:
    from courant_kit.coediting.shared_text import SharedText

_AMONG = f"SELECT name FROM {StoredText._meta.db_table} WHERE name IN ({{values}})"  # noqa: SLF001 - public API

Told = Callable[[str], None]
_told: list[Told] = []


class Source(Protocol):
    """What a module says of the texts that are shared in it; `document` is a name such as `page-12`.

    All but `audience` may use the ORM. They raise NotFound, Gone or Forbidden for a document that is not to be written.
    """

    longest: int
    """The length of the longest text, in characters."""

    def audience(self, document: str) -> Audience:
        """Who receives what is typed: an audience that admits only people who may read the document."""
        ...

    def check(self, caller: Caller, document: str) -> None:
        """Raise an error if the caller may not write the document now."""
        ...

    def text(self, document: str) -> str:
        """The module's own text, with which a document begins."""
        ...

    def at_pauses(self, document: str) -> bool:
        """Whether the text is saved when people pause; otherwise it waits until somebody saves it."""
        ...

    def save(self, document: str, text: str, authors: list[str], summary: str) -> None:
        """Make `text` the module's own, in the open transaction: `authors` wrote what is new, most recent last."""
        ...


def id_in(document: str, kind: str) -> int:
    """The id in a document's name: 12 in `page-12`; raises NotFound if the name is of another kind."""
    found, _, number = document.partition("-")
    if found != kind:
        raise NotFound(gettext("There is no such text."), field="document")
    return int(number)


def on_put(told: Told) -> None:
    """Call `told` with the name of a document, in the committing thread, when a text was put into it."""
    _told.append(told)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A shared text that is not the module's own yet, and who wrote what is new: each once, most recent last."""

    text: str
    authors: list[str]


def unsaved(name: str) -> Unsaved | None:
    """What people typed that is not in the module's text yet, if there is anything."""
    text = StoredText.objects.filter(name=name).first()
    if text is None or log.number_of(name) <= text.saved:
        return None
    with opened(name) as (shared, number):
        return Unsaved(str(shared), log.authors_of(text, number))


def all_unsaved() -> Iterator[Unsaved]:
    """All that people typed in any text that is not in the module's texts yet."""
    for name in StoredText.objects.order_by("name").values_list("name", flat=True).iterator():
        if found := unsaved(name):
            yield found


def exists(name: str) -> bool:
    """Whether people have ever written this text together."""
    return StoredText.objects.filter(name=name).exists()


def among(names: Iterable[str]) -> set[str]:
    """Those of the names that are texts which people have ever written together."""
    return {name for (name,) in rows.among(_AMONG, names)}


def words(name: str) -> str | None:
    """The shared text as it is now, if there is one."""
    if not exists(name):
        return None
    with opened(name) as (shared, _):
        return str(shared)


def save(name: str, source: Source, summary: str = "", by: str = "") -> bool:
    """Make the shared text the module's own and the log short; returns whether anything was unsaved.

    With a summary, which `by` wrote, it is saved even if nothing was typed.
    """
    take_turn()
    text = StoredText.objects.filter(name=name).first()
    if text is None:
        return False
    with opened(name) as (shared, number):
        new = number > text.saved
        authors = [one for one in log.authors_of(text, number) if one != by] + [by] * bool(by)
        encoded, words = shared.encoded(), str(shared)
    if new or summary:
        source.save(name, words, authors, summary)
        text.saved = number
    log.compact(text, number, zlib.compress(encoded))
    return new


def put(name: str, words: str, author: str) -> None:
    """Make `words`, which the module has saved, the shared text, if there is one. White space at the end stays."""
    take_turn()
    text = StoredText.objects.filter(name=name).first()
    if text is None:
        return
    with opened(name) as (shared, number):
        before = str(shared)
        ending = before[len(before.rstrip()) :]
        update = shared.put(words.rstrip() + ending)
    _mark_saved(text, append(text, number, update, author))


def mix(name: str, base: str, words: str, author: str) -> None:
    """Put what changed from `base` to `words`, which the module has saved, into the shared text, if there is one.

    What people have typed stays there, and stays unsaved.
    """
    take_turn()
    text = StoredText.objects.filter(name=name).first()
    if text is None:
        return
    with opened(name) as (shared, number):
        update = shared.put(texts.both(base, words, str(shared))[0])
        same = str(shared).rstrip() == words.rstrip()
    newest = append(text, number, update, author)
    if same:
        _mark_saved(text, newest)


def append(text: StoredText, number: int, update: bytes, author: str) -> int:
    """Store an edit of this process after the update `number`, and tell the windows; an empty one is none.

    Returns the number of the newest update. Runs in a turn.
    """
    if not update:
        return number
    log.append(text.name, text.epoch, number, [Row(author, update)])
    transaction.on_commit(partial(tell, text.name))
    return number + 1


def _mark_saved(text: StoredText, number: int) -> None:
    """All up to this number is in the module's text."""
    text.saved, text.authors, text.began = number, [], None
    text.save(update_fields=["saved", "authors", "began"])


def tell(name: str) -> None:
    """Call those who want to know that a text was put into a document; in the thread that has committed it."""
    for told in _told:
        told(name)


@contextmanager
def opened(name: str) -> Iterator[tuple["SharedText", int]]:
    """The document and its number, until the block ends; raises LookupError if there is none."""
    from courant_kit.coediting.shared_text import SharedText  # with pycrdt, which only writers need

    stored = log.found(name)
    if stored is None:
        raise LookupError(f"there is no shared text {name}")
    shared = SharedText(stored.base, stored.updates)
    try:
        yield shared, stored.number
    finally:
        shared.close()
