"""Types into a shared text key by key and prints what its log takes and how fast it is loaded, as JSON.

Run by the measure `keystrokes` with the interpreter of a checkout: `python bench/keystrokes.py FOLDER KEYSTROKES`. It
leaves every update in FOLDER/updates.sqlite, as the peer stores them.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pycrdt import Doc, Text
from typed import KEYS_A_SESSION, PEOPLE, WORDS, Typist, timed

NAME = "page-1"
AT_ONCE = 50  # updates that are stored in one transaction: the bytes are the same, and the measure is shorter


class Keyboard(Typist):
    """A typist of whom every key is known: `edits` are place, characters removed and characters put there."""

    def __init__(self, seed: int) -> None:
        """Begin with an empty text."""
        super().__init__(seed)
        self.edits: list[tuple[int, int, str]] = []

    def _word(self) -> None:
        word = self.random.choice(WORDS)
        if self.random.random() < 0.12:
            count = self.random.randint(1, len(word))
            self._letters("x" * count)
            for _ in range(count):
                self._edit(self.caret - 1, 1, "")
        end = "\n\n" if self.random.random() < 0.012 else ". " if self.random.random() < 0.08 else " "
        self._letters(word + end)

    def _letters(self, letters: str) -> None:
        for letter in letters:
            self._edit(self.caret, 0, letter)

    def _replace(self, start: int, end: int, text: str, keys: int) -> None:
        self._edit(start, min(end, len(self.text)) - start, text)

    def _edit(self, at: int, gone: int, put: str) -> None:
        self.text = self.text[:at] + put + self.text[at + gone :]
        self.caret, self.keys = at + len(put), self.keys + 1
        self.edits.append((at, gone, put))


class Session:
    """One window: its copy of the document, and the updates that it makes."""

    def __init__(self, encoded: bytes) -> None:
        """Begin with the stored document."""
        self.doc: Doc[Any] = Doc()
        if encoded:
            self.doc.apply_update(encoded)
        self.text = self.doc.get("text", type=Text)
        self.updates: list[bytes] = []
        self._watch = self.doc.observe(lambda event: self.updates.append(event.update))

    def edit(self, at: int, gone: int, put: str) -> None:
        """Make an edit of ASCII in one transaction."""
        with self.doc.transaction():
            if gone:
                del self.text[at : at + gone]
            if put:
                self.text.insert(at, put)

    def close(self) -> None:
        """Let go of the document."""
        self.doc.unobserve(self._watch)


class Nothing:
    """A module whose own text does not count here."""

    longest = 10_000_000

    def save(self, *_: object) -> None:
        """Forget the text."""


class Peer:
    """The log that the peer keeps: every update as it comes."""

    def __init__(self, folder: str) -> None:
        """Begin an empty one in `updates.sqlite`."""
        self.count, self.size = 0, 0
        self._database = sqlite3.connect(Path(folder) / "updates.sqlite")
        self._database.execute("CREATE TABLE updates (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL)")

    def add(self, updates: Sequence[bytes]) -> None:
        """Store updates."""
        self.count, self.size = self.count + len(updates), self.size + sum(map(len, updates))
        rows = [(NAME, update) for update in updates]
        self._database.executemany("INSERT INTO updates (name, data) VALUES (?, ?)", rows)

    def close(self) -> None:
        """Keep everything."""
        self._database.commit()
        self._database.close()


def main(folder: str, keystrokes: int) -> None:
    """Type, save when a session ends, and load."""
    _prepare(folder)
    peer, typist = Peer(folder), Keyboard(1)
    most = _typed(typist, peer, keystrokes)
    peer.close()
    if _loaded() != typist.text:
        raise RuntimeError("the text that was stored is not the text that was typed")
    print(json.dumps({
        "final": len(typist.text.encode()), "updates": peer.count, "stored": _size(), "most": most, "log": peer.size,
        "load": timed(_loaded),
    }))  # fmt: skip


def _prepare(folder: str) -> None:
    os.environ["COURANT_DATA"] = folder
    from courant_kit.process.django_settings import setup

    setup("wiki", "courant_wiki")
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from courant_kit.coediting import log
    from courant_kit.coediting.shared_text import seeded
    from courant_kit.live.outbox import in_transaction

    in_transaction(log.opened, NAME, lambda: seeded(""))


def _typed(typist: Keyboard, peer: Peer, keystrokes: int) -> int:
    """Type in sessions, each of which ends with a save; returns the most bytes that were kept."""
    from courant_kit.coediting import keeping
    from courant_kit.live.outbox import in_transaction

    encoded, most = b"", 0
    while typist.keys < keystrokes:
        session = Session(encoded)
        _type_session(typist, session, peer)
        most = max(most, _size())
        encoded = session.doc.get_update()
        session.close()
        in_transaction(keeping.save, NAME, Nothing())
    return most


def _type_session(typist: Keyboard, session: Session, peer: Peer) -> None:
    author, ends = typist.random.choice(PEOPLE), typist.keys + KEYS_A_SESSION
    typist.go_somewhere()
    while typist.keys < ends:
        typist.edits.clear()
        while len(typist.edits) < AT_ONCE:
            typist.act()
        for edit in typist.edits:
            session.edit(*edit)
        _store(author, session.updates)
        peer.add(session.updates)
        session.updates.clear()


def _store(author: str, updates: Sequence[bytes]) -> None:
    from courant_kit.coediting import log
    from courant_kit.live.outbox import in_transaction

    if not in_transaction(log.append, NAME, *log.newest(NAME), [log.Row(author, update) for update in updates]):
        raise RuntimeError("the log has moved on")


def _size() -> int:
    """The bytes that are kept: the document and the updates after it."""
    from courant_kit.coediting import log
    from courant_kit.store.models import StoredText

    return len(StoredText.objects.get(name=NAME).base) + sum(map(len, log.found(NAME).updates))


def _loaded() -> str:
    from courant_kit.coediting import log
    from courant_kit.coediting.shared_text import SharedText

    stored = log.found(NAME)
    text = SharedText(stored.base, stored.updates)
    try:
        return str(text)
    finally:
        text.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
