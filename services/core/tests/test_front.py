"""The front page: a part of each module that has one, whatever happens to the others."""

import pytest
from courant_core import contract, pages
from courant_kit.calls.errors import Internal
from courant_kit.live.audience import EVERYBODY, PERSONAL
from courant_kit.process.wamp import Disclosed
from courant_kit.wire.page import Page, page_from
from twisted.internet.defer import Deferred, ensureDeferred

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True)

LATEST = '<section><h2>Latest</h2><ol data-live="blog.latest" data-version="4"></ol></section>'


@pytest.fixture
def core() -> StagedCore:
    core = StagedCore()
    core.arrive("blog", 20, front=True, order=10)
    core.arrive("wiki", 21, front=True, order=20)
    core.arrive("guestbook", 22)
    core.answers("courant.blog.front.render", lambda: {"html": LATEST})
    core.answers("courant.wiki.front.render", lambda: {"html": "<section>Recently</section>"})
    return core


def asked(core: StagedCore) -> "list[Page]":
    """The front page, awaited, for modules that take their time."""
    answer = core.session.procedures[contract.PAGE_FRONT.uri](Disclosed(7, "visitor", "visitor"), [], {})

    pages: list[Page] = []

    async def found() -> None:
        pages.append(page_from(await answer))

    ensureDeferred(found())
    return pages


def test_it_is_composed_of_the_parts_in_the_order_of_the_menu(core: StagedCore) -> None:
    page = core.page(contract.PAGE_FRONT)
    assert page.title == "The Delta"
    assert page.html.index("Latest") < page.html.index("Recently")
    assert set(page.fragments) == {"core.front", "blog.latest"}
    assert page.audience == EVERYBODY


def test_a_site_without_modules_says_so() -> None:
    assert "Nothing here yet" in StagedCore().page(contract.PAGE_FRONT).html


def test_a_part_that_fails_is_left_out_and_the_page_is_not_kept(core: StagedCore) -> None:
    def fault() -> None:
        raise Internal("a fault")

    core.answers("courant.wiki.front.render", fault)
    page = core.page(contract.PAGE_FRONT)
    assert "Latest" in page.html
    assert "Recently" not in page.html
    assert page.audience == PERSONAL


def test_a_part_of_another_shape_is_left_out(core: StagedCore) -> None:
    core.answers("courant.wiki.front.render", lambda: ["not", "a", "part"])
    assert "Latest" in core.page(contract.PAGE_FRONT).html


def test_a_part_that_is_slow_is_left_out(core: StagedCore) -> None:
    async def endless(*_: object) -> None:
        await Deferred()

    core.session.procedures["courant.wiki.front.render"] = endless
    pages_asked = [asked(core), asked(core)]
    assert pages_asked == [[], []]
    core.clock.advance(pages.PATIENCE)
    assert ["Latest" in page.html for (page,) in pages_asked] == [True, True]


def test_a_crowd_that_asks_at_once_costs_one(core: StagedCore) -> None:
    calls: list[Deferred[dict[str, str]]] = []

    async def counted(*_: object) -> dict[str, str]:
        calls.append(Deferred())
        return await calls[-1]

    core.session.procedures["courant.wiki.front.render"] = counted
    crowd = [asked(core) for _ in range(10)]
    calls[0].callback({"html": "<p>one</p>"})
    assert len(calls) == 1
    assert all("<p>one</p>" in page.html for (page,) in crowd)


def test_who_asks_after_a_change_gets_what_is_composed_after_it(core: StagedCore) -> None:
    slow: Deferred[dict[str, str]] = Deferred()

    async def endless(*_: object) -> dict[str, str]:
        return await slow

    core.session.procedures["courant.blog.front.render"] = endless
    before = asked(core)
    core.end(21)
    after = asked(core)
    slow.callback({"html": LATEST})
    assert before[0].fragments["core.front"] < after[0].fragments["core.front"]
    assert "Recently" not in after[0].html


def test_windows_ask_for_the_page_again_when_a_module_goes_or_comes(core: StagedCore) -> None:
    before = core.page(contract.PAGE_FRONT).fragments["core.front"]
    core.session.events.clear()
    core.end(21)
    (told,) = [one for one in core.deliveries() if one.id == "core.front"]
    assert told.gone
    assert told.version > before
    after = core.page(contract.PAGE_FRONT)
    assert "Recently" not in after.html
    assert after.fragments["core.front"] == told.version


def test_a_window_that_missed_it_is_told_by_since(core: StagedCore) -> None:
    before = core.page(contract.PAGE_FRONT).fragments["core.front"]
    since = core.module.contract.procedures["courant.core.live.since"]
    assert core.call(since, fragments={"core.front": before})["fragments"] == []
    core.end(21)
    (news,) = core.call(since, fragments={"core.front": before})["fragments"]
    assert news["gone"]


def test_a_part_that_is_wrong_again_and_again_is_not_waited_for_and_administrators_see_it(core: StagedCore) -> None:
    calls: list[str] = []
    core.answers("courant.wiki.front.render", lambda: calls.append("asked"))
    for _ in range(5):
        core.page(contract.PAGE_FRONT)
    assert len(calls) == 3
    assert core.page(contract.PAGE_FRONT).audience == EVERYBODY
    core.clock.advance(1)
    assert "it is left out" in core.page(contract.PAGE_MODULES, "admin").html
    core.answers("courant.wiki.front.render", lambda: {"html": "<section>Recently</section>"})
    version = core.page(contract.PAGE_FRONT).fragments["core.front"]
    core.clock.advance(31)
    page = core.page(contract.PAGE_FRONT)
    assert "Recently" in page.html
    assert page.fragments["core.front"] > version
