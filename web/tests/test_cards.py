"""Pictures of pages that have none: drawn when they are fetched, for public pages only, and kept."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from courant_kit.calls.limits import Limit
from courant_kit.media import pictures
from courant_kit.wire.page import Page
from courant_web.pages.picture import picture
from courant_web.programs import cards
from PIL import Image

from .fake_router import FakeRouter, page
from .http_reader import Reader

NOTE = "/shelf/one/"


@pytest.fixture(autouse=True)
def drawings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, ...]]]:
    """The words that were drawn; nothing is drawn before a test."""
    drawn: list[tuple[str, ...]] = []

    def card(*words: str) -> bytes:
        drawn.append(words)
        return b"\x89PNG"

    monkeypatch.setattr(pictures, "card", card)
    shutil.rmtree(cards.folder(), ignore_errors=True)
    cards._each.clear()
    cards._all.clear()
    yield drawn
    shutil.rmtree(cards.folder(), ignore_errors=True)


def show(stub: FakeRouter, **fields: Any) -> str:
    """Make the note a page with these fields; gives the address of its picture."""
    shown = page("One & more", canonical=NOTE, **fields)
    stub.answer("courant.shelf.page.note", lambda *_: shown)
    found = picture(Page(title="One & more", canonical=NOTE, author=fields.get("author", ""),
                         published=fields.get("published", "")), "Courant")  # fmt: skip
    assert found
    return found.address


def test_a_page_names_a_picture_that_is_drawn_once(
    reader: Reader, stub: FakeRouter, drawings: list[tuple[str, ...]]
) -> None:
    address = show(stub, author="Ada", published="2026-11-23T09:00:00Z")
    assert f'<meta property="og:image" content="http://site.test:8080{address}">' in reader.get(NOTE).text
    for _ in range(2):
        answer = reader.get(address)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
        assert "immutable" in answer.headers["Cache-Control"]
    assert drawings == [("One & more", "Courant", "Ada · 23 November 2026")]


def test_the_address_of_older_words_leads_to_the_picture_of_today(reader: Reader, stub: FakeRouter) -> None:
    address = show(stub)
    answer = reader.get("/media/~card/00000000/shelf/one.png")
    assert (answer.status_code, answer.headers["Location"]) == (302, address)


@pytest.mark.parametrize(
    "fields", [{"noindex": True}, {"audience": "staff"}, {"status": 404}, {"image": "/media/shelf/a.png"}]
)
def test_a_page_that_is_not_for_everybody_has_no_picture(
    reader: Reader, stub: FakeRouter, fields: dict[str, Any], drawings: list[tuple[str, ...]]
) -> None:
    address = show(stub, **fields)
    assert reader.get(address).status_code == 404
    assert address not in reader.get(NOTE).text
    assert drawings == []


def test_the_front_page_has_one(reader: Reader, stub: FakeRouter, drawings: list[tuple[str, ...]]) -> None:
    stub.answer("courant.core.page.front", lambda *_: page("Courant", canonical="/"))
    found = re.search(r'og:image" content="http://site\.test:8080(/media/~card/[^"/]+\.png)"', reader.get("/").text)
    assert found
    assert reader.get(found[1]).status_code == 200
    assert drawings == [("", "Courant", "")]


def test_nothing_is_drawn_for_a_path_without_a_page(reader: Reader) -> None:
    assert reader.get("/media/~card/00000000/nowhere/at/all.png").status_code == 404


def test_nobody_has_pictures_drawn_without_end(
    reader: Reader, stub: FakeRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "_each", Limit(0.5, 1))
    assert reader.get(show(stub)).status_code == 200
    answer = reader.get(show(stub, author="Somebody else"))
    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)
    assert reader.get(show(stub)).status_code == 200  # it was drawn already


def test_what_is_kept_is_bounded(reader: Reader, stub: FakeRouter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MOST", 2)
    for author in ("a", "b", "c"):
        assert reader.get(show(stub, author=author)).status_code == 200
    assert len(list(cards.folder().iterdir())) == 2


def test_the_picture_has_the_size_that_the_page_says(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert Image.open(BytesIO(pictures.card("Größe Что это", "Courant", "Ada"))).size == (1200, 630)
