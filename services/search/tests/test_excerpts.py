"""Excerpts show where the words are, escaped and marked."""

import re
from html import unescape

import pytest
from courant_search.text.excerpts import excerpt, finder, marked
from courant_search.text.query import parse
from hypothesis import given
from hypothesis import strategies as st


def shown(text: str, q: str) -> str:
    return excerpt(text, finder(parse(q).terms))


@pytest.mark.parametrize(
    ("text", "q", "html"),
    [
        ("A <b>café</b> & more", "cafe ", "A &lt;b&gt;<mark>café</mark>&lt;/b&gt; &amp; more"),
        ("Searching is fun", "sear", "<mark>Searching</mark> is fun"),
        ("research sea", "sea ", "research <mark>sea</mark>"),
        ("Die Straße dort", "strasse ", "Die <mark>Straße</mark> dort"),
        ("I write C++ here", "c++", "I write <mark>C++</mark> here"),
        ("这是中文测试。", "中文", "这是<mark>中文</mark>测试。"),
        ("I don't tell that", "don't", "I <mark>don&#x27;t</mark> tell that"),
        ("so std::vec or vec", "std::ve", "so <mark>std::vec</mark> or vec"),
        ("nothing here", "", "nothing here"),
    ],
)
def test_hits_are_marked(text: str, q: str, html: str) -> None:
    assert shown(text, q) == html


def test_the_stretch_with_the_most_different_words_is_shown() -> None:
    text = "alpha " + "filler " * 100 + "alpha beta " + "filler " * 100
    assert "<mark>alpha</mark> <mark>beta</mark>" in shown(text, "beta alpha ")
    assert shown(text, "beta ").startswith("… ")


@given(st.text(), st.text(max_size=20))
def test_an_excerpt_is_part_of_the_text(text: str, q: str) -> None:
    html = shown(text, q)
    assert not re.search(r"<(?!/?mark>)", html)
    assert unescape(re.sub(r"</?mark>", "", html)).removeprefix("… ").removesuffix(" …") in text


@given(st.text(), st.text(max_size=20))
def test_a_marked_title_is_complete(text: str, q: str) -> None:
    assert unescape(re.sub(r"</?mark>", "", marked(text, finder(parse(q).terms)))) == unescape(text) or "&" in text
