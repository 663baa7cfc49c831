"""Which picture previews of links show, and its address."""

import pytest
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.wire.page import Page
from courant_web.pages.picture import Picture, picture

SITE = "Ferns & more"
UPLOAD = "/media/blog/0123456789abcdef0123456789abcdef-1200x480.png"


def test_a_page_shows_its_own_picture_with_the_size_that_its_name_has() -> None:
    assert picture(Page(title="A", image=UPLOAD), SITE) == Picture(UPLOAD, 1200, 480, "A")
    assert picture(Page(image="https://else.example/a.png"), SITE) == Picture("https://else.example/a.png", 0, 0, SITE)


def test_a_page_without_one_has_a_card_whose_address_follows_its_words() -> None:
    page = Page(title="Größe", canonical="/notes/gr%C3%B6%C3%9Fe/", author="Ada", published="2026-01-02T00:00:00Z")
    found = picture(page, SITE)
    # The mark is CRC-32 of the words: `web/client/tests/picture.test.ts` expects the same.
    assert found == Picture("/media/~card/a5e6a165/notes/gr%C3%B6%C3%9Fe.png", 1200, 630, "Größe")
    others = [
        picture(Page(title=title, canonical="/a/", author=author), site)
        for title, author, site in (("A", "", "B"), ("A", "x", "B"), ("AA", "", "B"), ("A", "", "BB"))
    ]
    assert len({one.address for one in others if one}) == 4


def test_the_front_page_has_one_too() -> None:
    found = picture(Page(title=SITE, canonical="/"), SITE)
    assert found
    assert found.address.count("/") == 3


@pytest.mark.parametrize(
    "fields",
    [{"canonical": ""}, {"noindex": True}, {"status": 410}, {"audience": EDITORS_ONLY}, {"canonical": "/a/?b"}],
)
def test_what_is_not_for_everybody_has_none(fields: dict[str, object]) -> None:
    assert picture(Page(**{"title": "A", "canonical": "/a/", **fields}), SITE) is None  # type: ignore[arg-type]
