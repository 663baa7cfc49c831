"""The index in PostgreSQL: vectors that are written as such, so that its parser never reads a text or a query.

A vector has at most 255 places of a word and none after the 16,383rd. Whether a document has a word is asked of one
vector with all its words; whether it has words that follow each other also of vectors of its stretches.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection

from courant_search.index.interface import Entry, Match
from courant_search.text.query import Phrase

STRETCH, OVERLAP = 2000, 20
LARGEST = 600_000
"""Bytes of the different words of one vector, which PostgreSQL bounds at 1,048,575 with their places."""

#: The weights of the text (D), the scope (C), tags (B) and the title (A).
WEIGHTS = "{0.1, 0, 0.5, 1.0}"
LAST_PLACE = 16_383


class PostgreSQL:
    """The index in PostgreSQL."""

    def create(self) -> None:
        """Create its tables."""
        _run("CREATE TABLE search_words (number bigint PRIMARY KEY, vector tsvector NOT NULL)")
        _run("CREATE INDEX search_words_vector ON search_words USING gin (vector) WITH (fastupdate = off)")
        _run("CREATE TABLE search_stretches (number bigint NOT NULL, vector tsvector NOT NULL)")
        _run("CREATE INDEX search_stretches_number ON search_stretches (number)")
        _run("CREATE INDEX search_stretches_vector ON search_stretches USING gin (vector) WITH (fastupdate = off)")

    def put(self, entries: Mapping[int, Entry]) -> None:
        """Store the words of documents, in place of those that they had."""
        self.drop(entries)
        rows = [(number, _vector(one)) for number, one in entries.items()]
        stretches = [(number, one) for number, entry in entries.items() for one in _stretches(entry.body)]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_words (number, vector) VALUES (%s, %s::tsvector)", rows)
            cursor.executemany("INSERT INTO search_stretches (number, vector) VALUES (%s, %s::tsvector)", stretches)

    def drop(self, numbers: Iterable[int]) -> None:
        """Delete the words of documents."""
        wanted = list(numbers)
        _run("DELETE FROM search_words WHERE number = ANY(%s)", [wanted])
        _run("DELETE FROM search_stretches WHERE number = ANY(%s)", [wanted])

    def words(self, numbers: Iterable[int]) -> set[str]:
        """The words of these documents; of a very long one, those past its vector's bound are missing."""
        statement = "SELECT unnest(tsvector_to_array(vector)) FROM search_words WHERE number = ANY(%s)"
        # Only the words of scopes, and the signs around a title, have a colon.
        return {word for (word,) in _rows(statement, [list(numbers)]) if ":" not in word}

    def find(self, match: Match, limit: int) -> list[int]:
        """The numbers of at most `limit` documents that match, the best first."""
        where, values = _where(match)
        ranked = " & ".join(_phrase(one, "") for one in match.phrases)
        order = f"ts_rank_cd('{WEIGHTS}', vector, %s::tsquery, 1|4) DESC, number DESC" if ranked else "number DESC"
        statement = f"SELECT number FROM search_words WHERE {where} ORDER BY {order} LIMIT %s"
        return [number for (number,) in _rows(statement, [*values, *([ranked] if ranked else []), limit])]

    def count(self, match: Match) -> int:
        """How many documents match."""
        where, values = _where(match)
        return int(_rows(f"SELECT count(*) FROM search_words WHERE {where}", values)[0][0])

    def learn(self, words: Iterable[str]) -> None:
        """Store words that documents have."""
        _run("INSERT INTO courant_search_word (word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [sorted(words)])

    def prune(self, words: Iterable[str]) -> None:
        """Delete those of the words for `words_like` that no document has."""
        wanted = list(words)
        _run(
            "DELETE FROM courant_search_word WHERE word IN ("
            "SELECT one.word FROM unnest(%s::text[], %s::text[]) AS one (word, query) "
            "WHERE NOT EXISTS (SELECT FROM search_words WHERE vector @@ one.query::tsquery))",
            [wanted, [_quoted(word) for word in wanted]],
        )

    def words_like(self, beginnings: Iterable[str], shortest: int, longest: int) -> list[str]:
        """The stored words with one of these beginnings and so many letters."""
        likes = [one.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%" for one in beginnings]
        statement = "SELECT word FROM courant_search_word WHERE word LIKE ANY(%s) AND length(word) BETWEEN %s AND %s"
        return [word for (word,) in _rows(statement, [likes, shortest, longest])]


def _vector(entry: Entry) -> str:
    places: dict[str, list[str]] = {}
    place = size = 0
    for words, weight in ((entry.title, "A"), (entry.tags, "B"), (entry.body, "")):
        for word in words:
            place += 1
            if word not in places:
                size += len(word.encode())
            if size > LARGEST:
                break
            places.setdefault(word, []).append(f"{min(place, LAST_PLACE)}{weight}")
    lexemes = [f"{_quoted(word)}:{','.join(at[:255])}" for word, at in places.items()]
    return " ".join([*lexemes, *map(_quoted, entry.scope)])


def _stretches(words: Sequence[str]) -> Iterator[str]:
    if len(words) <= STRETCH:
        return
    for start in range(0, len(words), STRETCH - OVERLAP):
        places: dict[str, list[str]] = {}
        for place, word in enumerate(words[start : start + STRETCH], 1):
            places.setdefault(word, []).append(str(place))
        yield " ".join(f"{_quoted(word)}:{','.join(at[:255])}" for word, at in places.items())


def _where(match: Match) -> tuple[str, list[Any]]:
    weight = "A" if match.in_title else ""
    long = [] if match.in_title else [one for one in match.phrases if len(one.words) > 1]
    parts = [_phrase(one, weight) for one in match.phrases if one not in long]
    parts += [f"({' | '.join(map(_quoted, scope))})" for scope in match.scopes]
    parts += [f"!({_phrase(one, '')})" for one in match.without] + [f"!{_quoted(one)}" for one in match.outside]
    wheres = ["vector @@ %s::tsquery"]
    values: list[Any] = [" & ".join(parts)]
    for one in long:
        words = _phrase(one, "")
        wheres.append(
            "(vector @@ %s::tsquery OR number IN (SELECT number FROM search_stretches WHERE vector @@ %s::tsquery))"
        )
        values += [words, words]
    bounds = [("date >= %s", match.since), ("date < %s", match.until)]
    if dated := [words for words, value in bounds if value]:
        wheres.append(f"number IN (SELECT id FROM courant_search_found WHERE {' AND '.join(dated)})")
        values += [value for _, value in bounds if value]
    return " AND ".join(wheres), values


def _phrase(phrase: Phrase, weight: str) -> str:
    ends = [*[weight] * (len(phrase.words) - 1), ("*" if phrase.open else "") + weight]
    words = [_quoted(word) + (f":{end}" if end else "") for word, end in zip(phrase.words, ends, strict=True)]
    return f"({' <-> '.join(words)})"


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _rows(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _run(statement: str, values: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)
