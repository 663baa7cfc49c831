"""Pages by a part of their name, for a link in an editor."""

import pytest
from courant_wiki import contract
from courant_wiki.addresses import links
from courant_wiki.reading import linking

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(wiki: Wiki) -> Wiki:
    wiki.write("ferns", "x", title="Ferns")
    wiki.write("handbook", "x", title="Handbook")
    wiki.write("handbook/ferns", "x", title="Ferns")
    wiki.write("handbook/watering", "x", title="How to water ferns")
    wiki.write("c-sharp", "x", title="C#")
    return wiki


def found(wiki: Wiki, words: str, path: str = "") -> list[tuple[str, str]]:
    answer = wiki.stage.call(contract.FIND_PAGES, words=words, path=path)
    return [(one["path"], one["link"]) for one in answer["pages"]]


def test_titles_that_begin_with_the_words_come_first(pages: Wiki) -> None:
    assert [path for path, _ in found(pages, "fern")] == ["ferns", "handbook/ferns", "handbook/watering"]
    assert [path for path, _ in found(pages, "  HANDBOOK/w ")] == ["handbook/watering"]
    assert found(pages, "moss") == []
    assert len(found(pages, "")) == 5
    assert found(pages, "%") == []


@pytest.mark.parametrize("page", ["", "ferns", "handbook", "handbook/", "handbook/watering", "elsewhere/new"])
def test_each_link_leads_to_its_page(pages: Wiki, page: str) -> None:
    for path, link in found(pages, "", page):
        leading = linking.led(links.candidates(page.strip("/"), link))
        first = next(one for one in links.candidates(page.strip("/"), link) if one in leading)
        assert first == path


def test_a_link_is_a_title_where_that_leads_to_the_page(pages: Wiki) -> None:
    assert dict(found(pages, "fern", "moss")) == {
        "ferns": "Ferns", "handbook/ferns": "/handbook/ferns", "handbook/watering": "/handbook/watering",
    }  # fmt: skip
    assert dict(found(pages, "fern", "handbook"))["handbook/ferns"] == "Ferns"
    assert dict(found(pages, "c#")) == {"c-sharp": "/c-sharp"}
