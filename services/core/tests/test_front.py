"""The front page: a part of each module that has one, whatever becomes of the others."""

import pytest
from courant_core import contract, pages
from courant_kit.calls.errors import Internal
from courant_kit.live.audience import EVERYBODY, PERSONAL
from courant_kit.process.wamp import Disclosed
from courant_kit.wire.page import Page, page_from
from twisted.internet.defer import Deferred, ensureDeferred

from .delta import Delta

pytestmark = pytest.mark.django_db(transaction=True)

LATEST = '<section><h2>Latest</h2><ol data-live="blog.latest" data-version="4"></ol></section>'


@pytest.fixture
def delta() -> Delta:
    delta = Delta()
    delta.arrive("blog", 20, front=True, order=10)
    delta.arrive("wiki", 21, front=True, order=20)
    delta.arrive("guestbook", 22)
    delta.answers("courant.blog.front.render", lambda: {"html": LATEST})
    delta.answers("courant.wiki.front.render", lambda: {"html": "<section>Recently</section>"})
    return delta


def asked(delta: Delta) -> "list[Page]":
    """The front page as soon as it is there, for what takes its time."""
    answer = delta.session.procedures[contract.PAGE_FRONT.uri](Disclosed(7, "visitor", "visitor"), [], {})

    pages: list[Page] = []

    async def found() -> None:
        pages.append(page_from(await answer))

    ensureDeferred(found())
    return pages


def test_it_is_composed_of_the_parts_in_the_order_of_the_menu(delta: Delta) -> None:
    page = delta.page(contract.PAGE_FRONT)
    assert page.title == "The Delta"
    assert page.html.index("Latest") < page.html.index("Recently")
    assert set(page.fragments) == {"core.front", "blog.latest"}
    assert page.audience == EVERYBODY


def test_a_site_without_modules_says_so() -> None:
    assert "Nothing here yet" in Delta().page(contract.PAGE_FRONT).html


def test_a_part_that_fails_is_left_out_and_the_page_is_not_kept(delta: Delta) -> None:
    def fault() -> None:
        raise Internal("a fault")

    delta.answers("courant.wiki.front.render", fault)
    page = delta.page(contract.PAGE_FRONT)
    assert "Latest" in page.html
    assert "Recently" not in page.html
    assert page.audience == PERSONAL


def test_a_part_of_another_shape_is_left_out(delta: Delta) -> None:
    delta.answers("courant.wiki.front.render", lambda: ["not", "a", "part"])
    assert "Latest" in delta.page(contract.PAGE_FRONT).html


def test_a_part_that_is_slow_is_left_out(delta: Delta) -> None:
    async def endless(*_: object) -> None:
        await Deferred()

    delta.session.procedures["courant.wiki.front.render"] = endless
    pages_asked = [asked(delta), asked(delta)]
    assert pages_asked == [[], []]
    delta.clock.advance(pages.PATIENCE)
    assert ["Latest" in page.html for (page,) in pages_asked] == [True, True]


def test_a_crowd_that_asks_at_once_costs_one(delta: Delta) -> None:
    calls: list[Deferred[dict[str, str]]] = []

    async def counted(*_: object) -> dict[str, str]:
        calls.append(Deferred())
        return await calls[-1]

    delta.session.procedures["courant.wiki.front.render"] = counted
    crowd = [asked(delta) for _ in range(10)]
    calls[0].callback({"html": "<p>one</p>"})
    assert len(calls) == 1
    assert all("<p>one</p>" in page.html for (page,) in crowd)


def test_who_asks_after_a_change_gets_what_is_composed_after_it(delta: Delta) -> None:
    slow: Deferred[dict[str, str]] = Deferred()

    async def endless(*_: object) -> dict[str, str]:
        return await slow

    delta.session.procedures["courant.blog.front.render"] = endless
    before = asked(delta)
    delta.end(21)
    after = asked(delta)
    slow.callback({"html": LATEST})
    assert before[0].fragments["core.front"] < after[0].fragments["core.front"]
    assert "Recently" not in after[0].html


def test_windows_ask_for_the_page_again_when_a_module_goes_or_comes(delta: Delta) -> None:
    before = delta.page(contract.PAGE_FRONT).fragments["core.front"]
    delta.session.events.clear()
    delta.end(21)
    (told,) = [one for one in delta.deliveries() if one.id == "core.front"]
    assert told.gone
    assert told.version > before
    after = delta.page(contract.PAGE_FRONT)
    assert "Recently" not in after.html
    assert after.fragments["core.front"] == told.version


def test_a_window_that_missed_it_is_told_by_since(delta: Delta) -> None:
    before = delta.page(contract.PAGE_FRONT).fragments["core.front"]
    since = delta.module.contract.procedures["courant.core.live.since"]
    assert delta.call(since, fragments={"core.front": before})["fragments"] == []
    delta.end(21)
    (news,) = delta.call(since, fragments={"core.front": before})["fragments"]
    assert news["gone"]
