"""What people type is understood, and never an error."""

import pytest
from courant_search.text.query import Phrase, parse
from hypothesis import given
from hypothesis import strategies as st


def words(text: str) -> list[tuple[str, ...]]:
    return [phrase.words for phrase in parse(text).phrases]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("two words", [("two",), ("words",)]),
        ('"two words" more', [("two", "words"), ("more",)]),
        ("don't foo-bar", [("don", "t"), ("foo", "bar")]),
        ("std::vec Vec<T> 1.75.0", [("std", "vec"), ("vec", "t"), ("1", "75", "0")]),
        ("c++", [("c++",)]),
        ('an "open quote', [("an",), ("open", "quote")]),
        ("-verbose", [("verbose",)]),
        ("中文测", [("中文", "文测")]),
        ('"" \' * NEAR(a b) {x}:', [("near", "a"), ("b",), ("x",)]),
        ("   ", []),
        ("?!", []),
    ],
)
def test_phrases(text: str, phrases: list[tuple[str, ...]]) -> None:
    assert words(text) == phrases


def test_a_minus_excludes_only_after_a_first_word() -> None:
    found = parse("cat -dog git - m")
    assert found.without == (Phrase(("dog",)),)
    assert [one.words for one in found.phrases] == [("cat",), ("git",), ("m",)]


def test_an_option_of_a_command_excludes_nothing() -> None:
    found = parse("git commit -m -x --amend -dog")
    assert found.without == (Phrase(("dog",)),)
    assert [one.words for one in found.phrases] == [("git",), ("commit",), ("m",), ("x",), ("amend",)]


def test_words_that_signs_join_may_be_loosened_and_a_phrase_in_quotes_may_not() -> None:
    found = parse('foo-bar "one two"').loosened()
    assert [one.words for one in found.phrases] == [("foo",), ("bar",), ("one", "two")]


def test_filters_have_names() -> None:
    assert parse('tag:news author:"Ada L" x other:y').filters == {"tag": ["news"], "author": ["Ada L"]}
    assert words("other:y") == [("other", "y")]


@pytest.mark.parametrize(("text", "goes_on"), [("wor", True), ("wor ", False), ('"wor"', False), ('"a wor', True)])
def test_the_last_word_goes_on_while_it_is_typed(text: str, goes_on: bool) -> None:
    assert parse(text).open is goes_on
    assert not parse(text, typing=False).open


@given(st.text(max_size=400))
def test_nothing_is_an_error(text: str) -> None:
    found = parse(text)
    assert all(phrase.words for phrase in (*found.phrases, *found.without))
    assert len(found.terms) <= 12
