"""What the links in a text may mean."""

from unittest.mock import patch

import pytest
from courant_kit.content import markdown
from courant_wiki.addresses import links
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("page", "name", "targets"),
    [
        ("a/b", "First steps", ("a/b/first-steps", "a/first-steps", "first-steps")),
        ("a", "b", ("a/b", "b")),
        ("a/b", "/x/y", ("x/y",)),
        ("a/b", "./x", ("a/b/x",)),
        ("a/b", "../x", ("a/x",)),
        ("a", "../../x", ()),
        ("a", "b#part", ("a/b", "b")),
        ("a", "#part", ("a",)),
        ("a", "C#", ("a/c-sharp", "c-sharp")),
        ("a", "C#Syntax", ("a/c", "c")),
        ("a", "C##Syntax", ("a/c-sharp", "c-sharp")),
        ("a", "C# basics", ("a/c-sharp-basics", "c-sharp-basics")),
        ("a", "C++", ("a/c-plus-plus", "c-plus-plus")),
        ("a", "/C#/Basics", ("c-sharp/basics",)),
        ("a", "???", ()),
        ("a", "javascript:alert(1)", ("a/javascript-alert-1", "javascript-alert-1")),
    ],
)
def test_candidates_of_a_link(page: str, name: str, targets: tuple[str, ...]) -> None:
    assert links.candidates(page, name) == targets


def test_a_missing_page_is_written_beside() -> None:
    assert links.to_write(links.candidates("a/b", "x")) == "a/x"
    assert links.to_write(links.candidates("a", "x")) == "x"
    assert links.to_write(links.candidates("a/b", "/x")) == "x"


def test_links_of_both_kinds_are_read() -> None:
    text = (
        "[[x|Words]] [y](../y/#part) [z](/wiki/z/) [out](https://example.org/wiki/q/) `[[no]]` [edit](/wiki/z/~edit/)"
    )
    found = {(one.wiki, one.name): one.targets for one in links.read("a/b", text).found}
    assert found == {
        (True, "x"): ("a/b/x", "a/x", "x"),
        (False, "a/y"): ("a/y",),
        (False, "z"): ("z",),
    }


def test_the_description_is_plain_words() -> None:
    assert links.read("a", "**Bold** words, [[x|and]] `code`.").description == "Bold words, and code."


def test_anchors_are_those_of_headings() -> None:
    assert links.anchor("a#What is it?") == "#what-is-it"
    assert links.anchor("a") == ""
    assert links.anchor("C#") == ""
    assert links.anchor("C##Syntax") == "#syntax"


PIECES = (
    "[[two]]", "[[two|w]]", "[[C#]]", "[[ ]]", "[[#x]]", "[[/a/two#p]]", "[t](../two/#p)", "[t](#p)", "[r]",
    "[r]: ../two/", "`[[two]]`", "```\n[[two]]\n```\n", "**b**", "# H\n", "- [ ] one\n", "> ", "    ", "[^1]",
    "[^1]: note\n", "&lt;b&gt;", "https://example.org/a。", "\n", "\n\n", "word ", f"{'so many words ' * 20}\n\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_a_text_without_elements_is_read_as_it_is_shown(text: str) -> None:
    def titled(name: str) -> markdown.Link:
        return markdown.Link("", exists=True, words="A title" if "/" in name else "")

    quick, words = links.read("a/b", text), markdown.words(text, 999, link_to=titled, below=1)
    with patch.object(markdown, "has_more_than_words", return_value=True):
        slow = links.read("a/b", text)
        assert words == markdown.words(text, 999, link_to=titled, below=1)
    assert {*quick.found} == {*slow.found}
    assert (quick.description, quick.image) == (slow.description, slow.image)
