"""Types into a shared text key by key and prints what its log takes and how fast it is loaded, as JSON.

Run by the measure `keystrokes` with the interpreter of a checkout: `python bench/keystrokes.py FOLDER KEYSTROKES`. It
leaves every update in FOLDER/updates.sqlite, as the peer stores them.
"""

import json
import os
import sqlite3
import sys
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


def main(folder: str, keystrokes: int) -> None:
    """Type, save when a session ends, and load."""
    os.environ["COURANT_DATA"] = folder
    from courant_kit.process.django_settings import setup

    setup("wiki", "courant_wiki")
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from courant_kit.coediting import keeping, log
    from courant_kit.coediting.shared_text import SharedText, seeded
    from courant_kit.live.outbox import in_transaction
    from courant_kit.store.models import StoredText

    in_transaction(log.opened, NAME, lambda: seeded(""))
    peer = sqlite3.connect(Path(folder) / "updates.sqlite")
    peer.execute("CREATE TABLE updates (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL)")
    typist, encoded, count, whole, most = Keyboard(1), b"", 0, 0, 0
    while typist.keys < keystrokes:
        session, author, ends = Session(encoded), typist.random.choice(PEOPLE), typist.keys + KEYS_A_SESSION
        typist.go_somewhere()
        while typist.keys < ends:
            typist.edits.clear()
            while len(typist.edits) < AT_ONCE:
                typist.act()
            for edit in typist.edits:
                session.edit(*edit)
            rows = [log.Row(author, update) for update in session.updates]
            if not in_transaction(log.append, NAME, 1, log.number_of(NAME), rows):
                raise RuntimeError("the log has moved on")
            count, whole = count + len(rows), whole + sum(len(row.data) for row in rows)
            peer.executemany("INSERT INTO updates (name, data) VALUES (?, ?)", [(NAME, row.data) for row in rows])
            session.updates.clear()
        text, rows_left = StoredText.objects.get(name=NAME), log.found(NAME)
        most = max(most, len(text.base) + sum(map(len, rows_left.updates)))
        encoded = session.doc.get_update()
        session.close()
        in_transaction(keeping.save, NAME, Nothing())
    peer.commit()
    loaded = log.found(NAME)
    if str(SharedText(loaded.base, loaded.updates)) != typist.text:
        raise RuntimeError("the text that was stored is not the text that was typed")

    def load() -> None:
        stored = log.found(NAME)
        SharedText(stored.base, stored.updates).close()

    stored = len(StoredText.objects.get(name=NAME).base) + sum(map(len, loaded.updates))
    print(json.dumps({
        "final": len(typist.text.encode()), "updates": count, "stored": stored, "most": most, "log": whole,
        "load": timed(load),
    }))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
