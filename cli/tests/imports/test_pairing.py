"""Beginnings and ends of marks are found in one pass."""

import re

import pytest
from courant_cli.imports.sources.marks.pairing import between, pairs
from courant_cli.imports.sources.wordpress.bodies import html_of

OPENING, CLOSING = re.compile(r"<(?P<name>[ab])>"), re.compile(r"</(?P<name>[ab])>")


def found(text: str, *, nested: bool = True) -> list[str]:
    return [text[one.start() : end.end()] for one, end in pairs(text, OPENING, CLOSING, nested=nested)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("x <a>1</a> <b>2</b>", ["<a>1</a>", "<b>2</b>"]),
        ("<a>1 <b>2</b> 3</a> 4</a>", ["<a>1 <b>2</b> 3</a>"]),
        ("<a> <b>2</b>", ["<b>2</b>"]),
        ("</a> <a>", []),
        ("<a>1<a>2</a>", ["<a>1<a>2</a>"]),
    ],
)
def test_each_beginning_has_the_next_end_of_its_name(text: str, pieces: list[str]) -> None:
    assert found(text) == pieces


def test_a_beginning_may_lose_its_end_to_the_next_of_its_name() -> None:
    assert found("<a>1<a>2</a><b>", nested=False) == ["<a>2</a>"]


def test_what_is_between_is_replaced() -> None:
    assert between("x <a>1</a> y", OPENING, CLOSING, lambda one, text, _: f"[{one['name']} {text}]") == "x [a 1] y"


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[x]a[/x] [x]b", "[x]a[/x] [x]b"),
        ('[caption]<img src="a.png"> words[/caption] [caption]', "<figcaption>words</figcaption>"),
        ("[[embed]] [embed]https://a.example/[/embed]", '<p>[embed]</p>\n<p><a href="https://a.example/">'),
        ("<code>[embed]https://a.example/[/embed]</code>", "<code>[embed]https://a.example/[/embed]</code>"),
    ],
)
def test_shortcodes_with_and_without_an_end(body: str, html: str) -> None:
    assert html in html_of(body, lambda _: "", [])


def test_the_patterns_are_asked_once_however_many_beginnings_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Counted:
        """A pattern that counts how much it reads."""

        def finditer(self, text: str) -> object:
            asked.append(len(text))
            return CLOSING.finditer(text)

    text = "<a> " * 100
    assert list(pairs(text, OPENING, Counted())) == []  # type: ignore[arg-type]
    assert asked == [len(text)]
