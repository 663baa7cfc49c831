"""Finds what a caller may read: results with excerpts, how many there are, and what may have been meant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from courant_kit.calls.caller import Caller
from courant_kit.live.audience import RANKS, Audience, person, space

from courant_search.index import Match, index, scope_word
from courant_search.models import Found
from courant_search.payloads import Ask, Result
from courant_search.text import excerpts, query
from courant_search.text.folding import fold
from courant_search.text.nearest import LONGEST_KNOWN, may_be_mistyped, nearest
from courant_search.text.query import Phrase, Query

FEW = 3
"""A word that fewer documents have may be mistyped; while somebody types, only one that none has."""
READ = 60_000
"""Characters of a text in which an excerpt is looked for first."""

_RUN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query has found: a page of results, how many there are in all, and what may have been meant."""

    results: list[Result]
    total: int
    meant: str = ""


def audiences(caller: Caller) -> list[Audience]:
    """The audiences to which a caller belongs: what nobody is known to belong to is found by nobody."""
    own = [one for one in RANKS if one.admits(caller)]
    if caller.person:
        own += [person(caller.person), *(space(key) for key in sorted(caller.spaces))]
    return [one for one in own if one.admits(caller)]


def find(caller: Caller, ask: Ask, suspended: Iterable[str], limit: int, *, typing: bool = False) -> Answer:
    """The results of a query on one of its pages of `limit`, without documents of suspended modules."""
    asked = query.parse(ask.q, typing=typing)
    match = _match(caller, ask, asked, suspended)
    if asked.loose != asked.terms and not index().count(match):
        asked = asked.loosened()
        match = replace(match, phrases=asked.phrases)
    if not match.phrases and len(match.scopes) == 1 and not (match.since or match.until):
        return Answer([], 0)
    total = index().count(match)
    numbers = _numbers(match, ask.page * limit)[(ask.page - 1) * limit :] if total else []
    few = 1 if typing else FEW
    meant = _meant(ask.q, match, few) if total < few and ask.page == 1 else ""
    return Answer(_results(numbers, asked), total, meant)


def _match(caller: Caller, ask: Ask, asked: Query, suspended: Iterable[str]) -> Match:
    scopes = [tuple(scope_word("audience", one) for one in audiences(caller))]
    for kind in ("module", "space", "tag", "author"):
        wanted = [getattr(ask, kind), *asked.filters.get(kind, [])]
        scopes += [(scope_word(kind, one.strip()),) for one in wanted if one.strip()]
    return Match(
        asked.phrases, tuple(scopes), asked.without, tuple(scope_word("module", one) for one in sorted(suspended)),
        since=_day(ask.since), until=_day(ask.until, after=1),
    )  # fmt: skip


def _day(text: str, after: int = 0) -> datetime | None:
    try:
        return datetime.combine(datetime.fromisoformat(text).date() + timedelta(days=after), time(), UTC)
    except (ValueError, OverflowError):
        return None


def _numbers(match: Match, upto: int) -> list[int]:
    found: dict[int, None] = {}
    for one in match.narrowed():
        found |= dict.fromkeys(index().find(one, upto))
        if len(found) >= upto:
            break
    return list(found)[:upto]


def _results(numbers: list[int], asked: Query) -> list[Result]:
    pattern = excerpts.finder(asked.terms)
    found = Found.objects.in_bulk(numbers)
    return [_result(found[number], pattern) for number in numbers if number in found]


def _result(row: Found, pattern: "re.Pattern[str] | None") -> Result:
    words = excerpts.excerpt(row.text[:READ], pattern)
    if len(row.text) > READ and "<mark>" not in words:
        words = excerpts.excerpt(row.text, pattern)
    return Result(
        module=row.module, key=row.key, address=row.address, title=excerpts.marked(row.title, pattern), excerpt=words,
        space=row.space, tags=row.tags, author=row.author, date=row.date, language=row.language,
    )  # fmt: skip


def _meant(text: str, match: Match, few: int) -> str:
    """The query with its rare words replaced by their nearest neighbours, if that finds more for this caller."""
    better: dict[str, str] = {}
    phrases = list(match.phrases)
    for at, phrase in enumerate(phrases):
        if len(phrase.words) == 1 and (found := _neighbour(phrase, match, few)):
            better[phrase.words[0]] = found
            phrases[at] = Phrase((found,))
    if not better or index().count(replace(match, phrases=tuple(phrases))) <= index().count(match):
        return ""
    return _RUN.sub(lambda one: better.get(fold(one[0]), one[0]), text)


def _neighbour(phrase: Phrase, match: Match, few: int) -> str:
    """A word like this one that the caller can find; "" if there is none, or the word itself is not rare."""
    (word,) = phrase.words
    if not may_be_mistyped(word):
        return ""
    alone = replace(match, without=(), since=None, until=None, scopes=match.scopes[:1])
    if index().count(replace(alone, phrases=(phrase,))) >= few:
        return ""
    beginnings = dict.fromkeys([word[0], word[1] + word[0]])
    longest = LONGEST_KNOWN if phrase.open else len(word) + 2
    known = index().words_like(beginnings, len(word) - 2, longest)
    others = tuple(one for one in match.phrases if one is not phrase)
    return _likeliest(nearest(word, known, goes_on=phrase.open), alone, others)


def _likeliest(words: list[tuple[int, str]], alone: Match, others: tuple[Phrase, ...]) -> str:
    """Of these words, each with its mistakes: the nearest that most documents have beside the others of the query."""

    def count(word: str, beside: tuple[Phrase, ...] = ()) -> int:
        return index().count(replace(alone, phrases=(*beside, Phrase((word,)))))

    known = [(mistakes, -count(word, others), -count(word), at) for at, (mistakes, word) in enumerate(words)]
    return next((words[at][1] for *_, total, at in sorted(known) if total), "")
