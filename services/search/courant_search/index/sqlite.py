"""The index in SQLite: an FTS5 table whose tokenizer only parts words at spaces, since they are words already."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from courant_search.index.interface import BEGIN, END, Entry, Match
from courant_search.text.query import Phrase

#: Title, tags, text, and the scope, which does not count.
RANK = "bm25(10.0, 5.0, 1.0, 0.0)"
TEXTS = "{title tags body}"


class SQLite:
    """The index in SQLite."""

    def create(self) -> None:
        """Create its table."""
        _run(
            "CREATE VIRTUAL TABLE search_words USING fts5(title, tags, body, scope, prefix='1 2 3', "
            "tokenize=\"ascii tokenchars '+#.:_-'\")"
        )

    def put(self, entries: Mapping[int, Entry]) -> None:
        """Store the words of documents, in place of those that they had."""
        self.drop(entries)
        rows: list[list[Any]] = [
            # FTS5 knows the beginning of a column (`^`), and finds it faster than a word there.
            [number, *(" ".join(words) for words in (one.title[1:], one.tags, one.body, one.scope))]
            for number, one in entries.items()
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words (rowid, title, tags, body, scope) VALUES (%s, %s, %s, %s, %s)", rows
            )

    def drop(self, numbers: Iterable[int]) -> None:
        """Delete the words of documents."""
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(number,) for number in numbers])

    def words(self, numbers: Iterable[int]) -> set[str]:
        """The words of these documents."""
        found: set[str] = set()
        for number in numbers:
            for row in _run("SELECT title, tags, body FROM search_words WHERE rowid = %s", [number]):
                found.update(*(column.split() for column in row))
        return found - {END}

    def find(self, match: Match, limit: int) -> list[int]:
        """The numbers of at most `limit` documents that match, the best first."""
        where, values = _where(match)
        order = f"AND rank MATCH '{RANK}' ORDER BY rank" if match.phrases else "ORDER BY rowid DESC"
        rows = _run(f"SELECT rowid FROM search_words WHERE {where} {order} LIMIT %s", [*values, limit])
        return [number for (number,) in rows]

    def count(self, match: Match) -> int:
        """How many documents match."""
        where, values = _where(match)
        return int(_run(f"SELECT count(*) FROM search_words WHERE {where}", values)[0][0])

    def learn(self, words: Iterable[str]) -> None:
        """Store words that documents have."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO courant_search_word (word) VALUES (%s) ON CONFLICT DO NOTHING", [(one,) for one in words]
            )

    def prune(self, words: Iterable[str]) -> None:
        """Delete those of the words for `words_like` that no document has."""
        has = "SELECT 1 FROM search_words WHERE search_words MATCH %s LIMIT 1"
        gone = [(word,) for word in words if not _run(has, [f"{TEXTS} : ({_quoted(word)})"])]
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM courant_search_word WHERE word = %s", gone)

    def words_like(self, beginnings: Iterable[str], shortest: int, longest: int) -> list[str]:
        """The stored words with one of these beginnings and so many letters."""
        found: list[str] = []
        for one in beginnings:
            # Not LIKE, which would read all words: SQLite's ignores the case, so it cannot use the index.
            rows = _run(
                "SELECT word FROM courant_search_word "
                "WHERE word >= %s AND word < %s AND length(word) BETWEEN %s AND %s",
                [one, one[:-1] + chr(ord(one[-1]) + 1), shortest, longest],
            )
            found += [word for (word,) in rows]
        return found


def _where(match: Match) -> tuple[str, list[Any]]:
    values: list[Any] = [_expression(match)]
    where = "search_words MATCH %s"
    if match.since or match.until:
        bounds = [("date >= %s", match.since), ("date < %s", match.until)]
        wanted = " AND ".join(words for words, value in bounds if value)
        where += f" AND rowid IN (SELECT id FROM courant_search_found WHERE {wanted})"
        values += [connection.ops.adapt_datetimefield_value(value) for _, value in bounds if value]
    return where, values


def _expression(match: Match) -> str:
    """A match in the language of FTS5; every word in it is quoted."""
    columns = "{title}" if match.in_title else TEXTS
    parts = [f"{{scope}} : ({' OR '.join(map(_quoted, scope))})" for scope in match.scopes]
    parts = [f"({columns} : ({' AND '.join(map(_phrase, match.phrases))}))"] * bool(match.phrases) + parts
    without = [f"{TEXTS} : ({_phrase(one)})" for one in match.without]
    without += [f"{{scope}} : ({_quoted(one)})" for one in match.outside]
    found = " AND ".join(parts)
    return f"({found}) NOT ({' OR '.join(without)})" if without else found


def _phrase(phrase: Phrase) -> str:
    if phrase.words[0] == BEGIN:
        return "^" + _phrase(Phrase(phrase.words[1:], phrase.open))
    return _quoted(" ".join(phrase.words)) + (" *" if phrase.open else "")


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _run(statement: str, values: Iterable[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)
        return list(cursor.fetchall())
