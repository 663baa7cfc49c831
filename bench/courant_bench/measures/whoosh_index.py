"""The peer for searching: Whoosh, in this process, on the same corpus."""

import time
from collections.abc import Iterable
from pathlib import Path

from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, Or, Prefix, Term
from whoosh.searching import Searcher

SHOWN = 8


class WhooshIndex:
    """An index of pages; `seconds` is how long it took to make it."""

    def __init__(self, directory: Path, pages: Iterable[tuple[str, str]]) -> None:
        """Index the pages with a large buffer, as its documentation advises."""
        directory.mkdir(parents=True)
        schema = Schema(key=ID(stored=True), title=TEXT(stored=True, field_boost=10.0), text=TEXT(stored=True))
        started = time.perf_counter()
        self._index = FileStorage(str(directory)).create_index(schema)
        writer = self._index.writer(limitmb=128)
        for number, (title, text) in enumerate(pages):
            writer.add_document(key=str(number), title=title, text=text)
        writer.commit()
        self.seconds = time.perf_counter() - started
        self._searcher: Searcher = self._index.searcher()

    def ask(self, typed: str) -> float:
        """The seconds to find what has all of these words, the last of them perhaps not complete, with excerpts."""
        *words, last = typed.split()
        started = time.perf_counter()
        parts = [Or([Term("title", word), Term("text", word)]) for word in words]
        query = And([*parts, Or([Prefix("title", last), Prefix("text", last)])])
        for hit in self._searcher.search(query, limit=SHOWN):
            hit.highlights("text")
        return time.perf_counter() - started

    def write(self, key: str, word: str) -> float:
        """The seconds to add a page with this word and to find it."""
        started = time.perf_counter()
        writer = self._index.writer()
        writer.add_document(key=key, title=key, text=word)
        writer.commit()
        with self._index.searcher() as searcher:
            if not searcher.search(Term("text", word), limit=1):
                raise AssertionError("a page that was added is not found")
        return time.perf_counter() - started

    def close(self) -> None:
        """Close its files."""
        self._searcher.close()
        self._index.close()
