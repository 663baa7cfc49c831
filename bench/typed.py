"""Types into a wiki page for many sessions and prints what its history takes and how fast it is read, as JSON.

Run by the measure `history` with the interpreter of a checkout: `python bench/typed.py FOLDER KEYSTROKES`.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

KEYS_A_SESSION = 500
PAUSE = 100  # keystrokes between two moments in which the text is stored
PEOPLE = ("ada", "grace", "joan", "mary")
WORDS = [
    "the", "of", "and", "a", "to", "in", "is", "water", "river", "bank", "stone", "bed", "garden", "fern", "moss",
    "grows", "slowly", "where", "light", "falls", "on", "old", "walls", "nobody", "remembers", "who", "first",
    "wrote", "this", "down", "but", "every", "page", "tells", "it", "again", "with", "other", "words", "and",
    "longer", "sentences",
]  # fmt: skip


class Typist:
    """Types words, corrects what it typed, deletes sentences and pastes paragraphs; `keys` counts the keystrokes."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same words each time
        self.text, self.keys, self.caret = "", 0, 0

    def go_somewhere(self) -> None:
        """Put the caret behind a word: mostly at the end, else anywhere."""
        if self.random.random() < 0.5:
            self.caret = len(self.text)
        else:
            found = self.text.find(" ", self.random.randrange(len(self.text) + 1))
            self.caret = found if found >= 0 else len(self.text)

    def act(self) -> None:
        """A word typed, or something rarer."""
        chance = self.random.random()
        if chance < 0.004 and len(self.text) > 2000:
            end = self.text.find(".", self.caret) + 1
            self._replace(self.caret, min(end or self.caret + 80, self.caret + 200), "", 1)
        elif chance < 0.007:
            paragraph = " ".join(self.random.choices(WORDS, k=60))
            self._replace(self.caret, self.caret, f"\n\n{paragraph}.", 1)
        else:
            self._word()

    def _word(self) -> None:
        word = self.random.choice(WORDS)
        if self.random.random() < 0.12:  # typed wrongly, taken back, typed again
            self.keys += 2 * self.random.randint(1, len(word))
        end = "\n\n" if self.random.random() < 0.012 else ". " if self.random.random() < 0.08 else " "
        self._replace(self.caret, self.caret, word + end, len(word) + len(end))

    def _replace(self, start: int, end: int, text: str, keys: int) -> None:
        self.text = self.text[:start] + text + self.text[end:]
        self.caret, self.keys = start + len(text), self.keys + keys


def timed(function: Callable[[], Any]) -> float:
    """The seconds that it takes, the best of three."""
    found = []
    for _ in range(3):
        start = time.perf_counter()
        function()
        found.append(time.perf_counter() - start)
    return min(found)


def main(folder: str, keystrokes: int) -> None:
    """Type, then read."""
    os.environ["COURANT_DATA"] = folder
    from courant_kit.process.django_settings import setup

    setup("wiki", "courant_wiki")
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from courant_kit.history import comparison, packing, revisions, writers
    from courant_kit.history.coalescing import Kind
    from courant_kit.history.revisions import Made
    from courant_wiki.models import WikiPage

    moment = datetime(2026, 1, 1, tzinfo=UTC)
    page = WikiPage.objects.create(path="a", key="a", title="A", created_at=moment, edited_at=moment)
    typist, number, whole, storing = Typist(1), 0, 0, 0.0
    while typist.keys < keystrokes:
        author, ends = typist.random.choice(PEOPLE), typist.keys + KEYS_A_SESSION
        moment += timedelta(hours=2)
        typist.go_somewhere()
        while typist.keys < ends:
            pause = typist.keys + PAUSE
            while typist.keys < min(pause, ends):
                typist.act()
            moment += timedelta(seconds=PAUSE / 3)
            number += 1
            start = time.perf_counter()
            revisions.add(page.revisions, number, Made("A", typist.text, [author], kind=Kind.SESSION, at=moment))
            storing += time.perf_counter() - start
        whole += len(packing.whole(typist.text))
    rows = page.revisions.order_by("number")
    oldest, newest = rows.first(), rows.last()
    stored = sum(len(row.stored) for row in rows)
    found = {
        "final": len(typist.text.encode()),
        "texts": number,
        "revisions": rows.count(),
        "stored": stored,
        "whole": whole,
        "store": storing / number,
        "read": timed(lambda: type(oldest).objects.get(pk=oldest.pk).text),
        "compare": timed(lambda: comparison.compare(oldest.text, newest.text)),
        "authors": timed(lambda: (writers.forget(), writers.of(page.revisions, page.pk))),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
