"""Texts become words, once, for every database."""

import pytest
from courant_search.text.folding import fold, narrow
from courant_search.text.words import pairs, split
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Quick-Brown fox's", ["the", "quick", "brown", "fox", "s"]),
        ("café CAFÉ cafe\u0301", ["cafe"] * 3),
        ("Straße STRASSE ﬁne", ["strasse", "strasse", "fine"]),
        ("Łódź Ærø œuvre þing", ["lodz", "aero", "oeuvre", "thing"]),
        ("C++ and C# on .NET, c++11", ["c++", "and", "c#", "on", ".net", "c", "11"]),
        (
            "node.js a@b.org Vec<String> 2020-2021 foo_bar",
            ["node", "js", "a", "b", "org", "vec", "string", "2020", "2021", "foo", "bar"],
        ),
        ("don't l'été", ["don", "t", "l", "ete"]),
        ("中文测试。abc", ["中文", "文测", "测试", "试", "abc"]),
        ("iPhone手机 在", ["iphone", "手机", "机", "在"]),
        ("한국어 검색", ["한국", "국어", "어", "검색", "색"]),
        ("カタカナ ｶﾞ", ["カタ", "タカ", "カナ", "ナ", "ガ"]),
        ("हिन्दी हिन्दू", ["हिन्दी", "हिन्दू"]),
        ("Ελλάς ελλας Ёлка", ["ελλασ", "ελλασ", "елка"]),
        ("５００ＭＢ", ["500mb"]),
        ("!? … “”", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert split(text) == words


def test_a_run_without_spaces_is_asked_for_pair_by_pair() -> None:
    assert pairs("中文测") == ["中文", "文测"]
    assert pairs("中") == ["中"]
    assert pairs("word") == ["word"]


def test_an_endless_word_is_cut() -> None:
    assert [len(word) for word in split("x" * 1000)] == [60]


@given(st.text())
def test_words_have_no_spaces_and_are_folded_already(text: str) -> None:
    for word in split(text):
        assert word.strip() == word != ""
        assert not {*word} & {'"', "'", " ", "\0", "*", ":", "\\"}


@given(st.text())
def test_folding_narrowly_keeps_every_place(text: str) -> None:
    assert len(narrow(text)) == len(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_case_never_matters(text: str) -> None:
    assert fold(fold(text)) == fold(text)
