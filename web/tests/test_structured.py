"""JSON-LD: what pages are, for search engines."""

import json
from typing import Any

import pytest
from courant_kit.wire.page import Crumb, Page
from courant_web.pages.structured import structured

SITE, URL = "Ferns & more", "https://ferns.example"


def graph(**fields: Any) -> list[dict[str, Any]]:
    """What is said of a page with these fields."""
    written = structured(Page(canonical="/notes/a/", title="A", **fields), SITE, URL)
    found: list[dict[str, Any]] = json.loads(written)["@graph"] if written else []
    return found


def test_a_page_with_a_date_is_an_article() -> None:
    (article,) = graph(
        published="2026-01-02T00:00:00Z", modified="2026-01-03T00:00:00Z", author="ada", image="/media/blog/a.png",
        description="All of it.",
    )  # fmt: skip
    assert article == {
        "@type": "Article", "headline": "A", "description": "All of it.", "url": f"{URL}/notes/a/",
        "datePublished": "2026-01-02T00:00:00Z", "dateModified": "2026-01-03T00:00:00Z",
        "author": {"@type": "Person", "name": "ada"}, "image": f"{URL}/media/blog/a.png",
        "publisher": {"@type": "Organization", "name": SITE, "url": f"{URL}/"},
    }  # fmt: skip


def test_several_authors_are_several_people() -> None:
    (article,) = graph(published="2026-01-02T00:00:00Z", author="Ada Lovelace, Grace Hopper")
    assert [one["name"] for one in article["author"]] == ["Ada Lovelace", "Grace Hopper"]


def test_what_is_above_a_page_is_its_trail_also_where_there_is_only_a_place() -> None:
    (trail,) = graph(trail=[Crumb("Notes", "/notes/"), Crumb("Old")])
    assert [(one["position"], one["name"], one.get("item")) for one in trail["itemListElement"]] == [
        (1, "Notes", f"{URL}/notes/"), (2, "Old", None), (3, "A", f"{URL}/notes/a/"),
    ]  # fmt: skip


def test_the_front_page_is_the_site_with_its_search() -> None:
    (site,) = json.loads(structured(Page(canonical="/", title=SITE), SITE, URL))["@graph"]
    assert (site["@type"], site["name"], site["url"]) == ("WebSite", SITE, f"{URL}/")
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{URL}/search/?q={{words}}"


def test_an_article_without_a_picture_has_the_one_that_is_drawn() -> None:
    (article,) = graph(published="2026-01-02T00:00:00Z")
    assert article["image"].startswith(f"{URL}/media/~card/")


@pytest.mark.parametrize("fields", [{}, {"noindex": True}, {"status": 404}])
def test_of_other_pages_nothing_is_said(fields: dict[str, Any]) -> None:
    dated = {"published": "2026-01-02T00:00:00Z"} if fields else {}
    assert graph(**fields, **dated) == []


def test_no_title_ends_the_element_that_it_stands_in() -> None:
    written = structured(Page(canonical="/a/", title="</script><b>", published="2026-01-02"), SITE, URL)
    assert "<" not in written
    assert json.loads(written)["@graph"][0]["headline"] == "</script><b>"
