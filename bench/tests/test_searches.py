"""The corpus for searching, and what is read from the times of its queries."""

from itertools import pairwise

from courant_bench.corpus import Corpus
from courant_bench.measures.searches import percentile


def test_the_corpus_is_always_the_same_and_as_large_as_asked() -> None:
    pages = list(Corpus().pages(3))
    assert pages == list(Corpus().pages(3))
    assert [(len(title.split()), len(text.split())) for title, text in pages] == [(4, 100)] * 3


def test_queries_are_typed_key_by_key_without_asking_at_a_space() -> None:
    keys = list(Corpus(2).typed(5))
    assert len({one[0] for one in keys}) <= 5
    assert not any(one.endswith(" ") for one in keys)
    assert all(len(after) == 1 or after.startswith(before) for before, after in pairwise(keys))


def test_a_percentile_is_within_what_was_taken() -> None:
    assert percentile([], 99) is None
    assert percentile([0.002], 99) == 2
    assert percentile([0.001] * 99 + [0.003], 50) == 1
    assert 1 <= (percentile([0.001] * 9 + [0.003], 99) or 0) <= 3
