"""How often pages are read: what web has seen, clicks inside windows, and the page that shows both."""

from datetime import date, timedelta
from typing import Any

import pytest
from courant_core import contract
from courant_core.models import Reading, ReadPage, Referral
from courant_core.viewing import clicking, drawing, keeping
from courant_core.viewing.zone import today
from courant_core.viewing_contract import DayViews, PageViews
from courant_kit.calls.errors import CourantError
from courant_kit.wire.page import Page
from courant_kit.wire.payload import encode

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True)
POST = "/blog/2026/11/23/hello/"


@pytest.fixture
def core() -> StagedCore:
    clicking.clicks.take()
    clicking.forget_names()
    return StagedCore()


def seen(core: StagedCore, path: str = POST, title: str = "Hello", **hosts: int) -> None:
    """Web has seen views of a page."""
    named = {name.replace("_", "."): count for name, count in hosts.items()}
    core.call(contract.ADD_VIEWS, "service", "web", pages=[{"path": path, "title": title, "hosts": named}])


def found(core: StagedCore, **fields: Any) -> Any:
    return core.call(contract.LIST_VIEWS, "editor", "eve", **fields)


def store(core: StagedCore) -> None:
    """Store the clicks, as happens every few seconds."""
    core.run_due(clicking.EVERY)


def test_views_add_up_by_day_page_and_site(core: StagedCore) -> None:
    seen(core, **{"": 2}, example_org=1)
    seen(core, example_org=3, news_example=1)
    seen(core, "/wiki/", "Wiki", **{"": 1})
    answer = found(core, days=7)
    assert answer["total"] == 8
    assert [one["views"] for one in answer["days"]] == [0] * 6 + [8]
    assert [(one["path"], one["title"], one["views"]) for one in answer["pages"]] == [
        (POST, "Hello", 7), ("/wiki/", "Wiki", 1),
    ]  # fmt: skip
    assert [(one["host"], one["views"]) for one in answer["referrers"]] == [("example.org", 4), ("news.example", 1)]
    assert found(core, path="/wiki/")["total"] == 1
    assert found(core, path="/wiki/")["referrers"] == []


def test_the_sites_of_one_page_and_day_are_bounded(core: StagedCore) -> None:
    seen(core, **{f"s{at}_example": 1 for at in range(keeping.MOST_HOSTS + 5)})
    seen(core, s0_example=1, late_example=1)
    hosts = dict(Referral.objects.values_list("host", "views"))
    assert (len(hosts), hosts[""], hosts["s0.example"]) == (keeping.MOST_HOSTS + 1, 6, 2)


def test_only_web_says_what_was_read_and_only_editors_are_told(core: StagedCore) -> None:
    with pytest.raises(CourantError):
        core.call(contract.ADD_VIEWS, "service", "stranger", pages=[])
    for role in ("visitor", "member"):
        with pytest.raises(CourantError):
            core.call(contract.LIST_VIEWS, role, "ada")
    assert contract.VIEWS().audience == "staff"


def test_clicks_count_once_a_window_has_shown_a_page_before(core: StagedCore) -> None:
    seen(core)
    for path in ("/blog/", POST, POST):
        core.enter(100, path)
    core.enter(101, POST, "eve", "editor")
    core.enter(101, POST + "?page=2", "eve", "editor")
    core.enter(102, POST)  # its first page was requested over HTTP
    store(core)
    assert found(core, path=POST)["total"] == 2


def test_a_page_that_is_not_known_is_asked_for(core: StagedCore) -> None:
    core.arrive("shelf", 7)
    core.answers("courant.shelf.page.all", lambda: encode(Page(title="Shelf", html="", author="ada")))
    for session, path in enumerate(("/shelf/", "/nothing/", "/shelf/?a=1"), 200):
        core.enter(session, "/")
        core.enter(session, path)
    store(core)
    assert [(one["path"], one["author"], one["views"]) for one in found(core)["pages"]] == [("/shelf/", "ada", 2)]


def test_a_page_is_counted_by_its_canonical_address_as_web_does(core: StagedCore) -> None:
    asked = list[str]()
    shelf = Page(title="Shelf", html="", canonical="/notes/")
    core.arrive("shelf", 7)
    core.answers("courant.shelf.page.all", lambda: asked.append("") or encode(shelf))
    seen(core, "/notes/", "Shelf", **{"": 1})
    for session in (200, 201):
        core.enter(session, "/")
        core.enter(session, "/shelf/")
        store(core)
    assert [(one["path"], one["views"]) for one in found(core)["pages"]] == [("/notes/", 3)]
    assert asked == [""]


@pytest.mark.parametrize("page", [Page(status=404), Page(noindex=True), Page(audience=contract.VIEWS().audience)])
def test_a_page_that_is_not_for_everybody_is_not_counted(core: StagedCore, page: Page) -> None:
    core.arrive("shelf", 7)
    core.answers("courant.shelf.page.all", lambda: encode(page))
    core.enter(100, "/")
    core.enter(100, "/shelf/")
    store(core)
    assert found(core)["pages"] == []


def test_old_views_are_forgotten(core: StagedCore) -> None:
    old = today() - timedelta(days=800)
    keeping.add([PageViews("/old/", {"": 1, "example.org": 1}, "Old")], old)
    seen(core)
    core.run_due()
    assert (ReadPage.objects.count(), Reading.objects.count(), Referral.objects.count()) == (1, 1, 0)


def test_the_page_shows_a_chart_and_the_same_numbers(core: StagedCore) -> None:
    seen(core, title="Hello <b>", example_org=3)
    page = core.page(contract.PAGE_VIEWS, "editor", days=7)
    assert (page.audience, page.noindex) == ("staff", True)
    assert "Hello &lt;b&gt;" in page.html
    assert page.html.count("<rect") == 1
    assert 'href="/statistics/views.csv?days=7"' in page.html
    assert ">3</td>" in page.html
    assert 'data-live="core.views"' in page.html


def test_the_bars_of_a_chart() -> None:
    days = [DayViews(date(2026, 11, at), views) for at, views in ((1, 0), (2, 5), (3, 10))]
    assert [(one.y, one.height) for one in drawing.bars(days)] == [
        ("160.00", "0.00"), ("80.00", "80.00"), ("0.00", "160.00"),
    ]  # fmt: skip
    assert drawing.bars([]) == []
