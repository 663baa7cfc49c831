"""Edits between texts, how revisions are packed, and who wrote which words."""

import itertools

from courant_kit.history import authors, authorship, edits, packing
from courant_kit.history.authorship import Piece
from courant_kit.history.words import words
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(alphabet="ab \né中", max_size=40) | st.lists(
    st.sampled_from(["a", "b", "c d", "c e", ""]), max_size=8
).map("\n".join)


def test_words_of_chinese_are_its_characters() -> None:
    assert words("Das Wort 中文 ist") == ["Das", " ", "Wort", " ", "中", "文", " ", "ist"]


@given(st.text())
def test_words_are_all_of_the_text(text: str) -> None:
    assert "".join(words(text)) == text


@given(TEXTS, TEXTS)
def test_edits_lead_to_the_other_text(old: str, new: str) -> None:
    found = edits.between(old, new)
    assert edits.applied(found, old) == new
    ends = [0, *(place for edit in found for place in (edit.start, edit.end)), len(old)]
    assert ends == sorted(ends)


def test_an_edit_replaces_complete_words() -> None:
    assert edits.between("one\nthe second line\n", "one\nthe third line\n") == [(8, 14, "third")]
    assert edits.between("a", "ab") == [(0, 1, "ab")]


@given(TEXTS, TEXTS)
def test_a_text_is_restored_from_another(wanted: str, against: str) -> None:
    assert packing.restored(packing.delta(wanted, against), against) == wanted
    assert packing.text(packing.whole(wanted)) == wanted


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_every_character_was_written_by_somebody(texts: list[str]) -> None:
    numbered = list(enumerate(texts, 1))
    found = authorship.written(numbered)
    assert sum(piece.size for piece in found) == len(texts[-1])
    assert all(piece.size and 1 <= piece.number <= len(texts) for piece in found)
    assert all(one.number != other.number for one, other in itertools.pairwise(found))
    half = authorship.written(numbered[:1])
    assert authorship.written(numbered[1:], texts[0], half) == found


def test_a_changed_word_belongs_to_who_changed_it() -> None:
    found = authorship.written([(1, "The quick fox"), (2, "The quick red fox"), (4, "The quick red wolf")])
    assert found == [Piece(10, 1), Piece(4, 2), Piece(4, 4)]


def test_authors_are_named_as_long_as_they_fit() -> None:
    assert authors.joined(["ada", "", "grace", "ada"], 100) == "ada, grace"
    assert authors.joined(["ada", "grace", "joan"], 13) == "ada, others"
    assert authors.names("ada, grace") == ["ada", "grace"]
    assert authors.names("") == []
