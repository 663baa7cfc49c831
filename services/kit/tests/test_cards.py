"""Pictures for previews of links: every title fits, in the scripts of the fonts that there are."""

from io import BytesIO
from typing import Any

import pytest
from courant_kit.media import pictures
from courant_kit.media.workshop import cards, lettering
from courant_kit.media.workshop.lettering import BOLD, Lettering
from PIL import Image

WIDTH = cards.WIDTH - 2 * cards.EDGE


def drawn(title: str, site: str = "Courant", byline: str = "") -> Any:
    """The picture."""
    return Image.open(BytesIO(cards.card(title, site, byline)[1])).convert("RGB")


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without other fonts."""
    monkeypatch.setattr(lettering, "_elsewhere", lambda _: None)


@pytest.mark.parametrize(
    "title", ["A", "A river of words that stays where it is", "W" * 400, "word " * 100, "Größe Что это такое Τι είναι"]
)
def test_a_title_fits_however_long_it_is(title: str) -> None:
    letters, lines, _ = cards._fitting(title[: cards.LONGEST])
    assert 0 < len(lines) <= 4
    assert all(letters.width(line) <= WIDTH for line in lines)


def test_a_title_that_is_cut_off_says_so() -> None:
    assert cards._fitting("word " * 60)[1][-1].endswith("word…")


@pytest.mark.parametrize("words", ["Größe, żółć, İstanbul", "Что это такое", "Τι είναι αυτό", "“Tiếng Việt” — 20 €"])
def test_our_font_has_latin_cyrillic_and_greek(words: str) -> None:
    assert "".join(run.text for run in Lettering(BOLD, 40).runs(words)) == words


def test_letters_of_other_scripts_have_fonts_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(lettering.FONTS / lettering.PLAIN)
    monkeypatch.setattr(lettering, "_has", lambda font, letter: (font.path == file) == (letter == "漢"))
    monkeypatch.setattr(lettering, "_elsewhere", lambda _: (file, 0))
    assert [run.text for run in Lettering(BOLD, 40).runs("a漢b")] == ["a", "漢", "b"]


def test_a_title_in_letters_that_no_font_has_leaves_the_sites_name() -> None:
    assert drawn("漢字").tobytes() == drawn("").tobytes() != drawn("A").tobytes()


def test_lines_break_between_the_letters_of_scripts_without_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "_has", lambda *_: True)
    assert len(Lettering(BOLD, 80).lines("漢字" * 20, WIDTH)) > 1


def test_the_workshop_draws_it() -> None:
    assert Image.open(BytesIO(pictures.card("A\0 title", "Courant", "Ada · 1 March 2026"))).size == (1200, 630)
