"""A page that its handler keeps: it is made again when a fragment in it has another version, and only then."""

from collections.abc import Callable, Hashable
from typing import Any

import pytest
from courant_kit.calls.caller import Caller
from courant_kit.live import outbox
from courant_kit.live.audience import MEMBERS_ONLY, PERSONAL
from courant_kit.live.fragment import Fragment, FragmentId
from courant_kit.live.pages import Pages
from courant_kit.live.renderings import Renderings
from courant_kit.module import Module
from courant_kit.testing import Stage
from courant_kit.wire.contract import Contract, page
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Payload

pytestmark = pytest.mark.django_db(transaction=True)


class Asked(Payload):
    """Asks for the page of a board."""

    name: str = "all"


BOARD = page("courant.board.page.show", Asked)
NEWS = Fragment("board.news", key=str)
INSIDE = Fragment("board.inside", audience=MEMBERS_ONLY)


class Board:
    """A module with one page, which counts how often it is made; `meanwhile` happens while it is."""

    def __init__(self) -> None:
        self.made = 0
        self.title = "Board"
        self.besides: Hashable | None = ()
        self.meanwhile: Callable[[], Any] = lambda: None
        entries = {"BOARD": BOARD, "NEWS": NEWS, "INSIDE": INSIDE}
        module = Module("board", "Board", Contract.of("board", entries))
        module.renders(NEWS)(lambda fragment: f"news of {fragment.key}")
        module.renders(INSIDE)(lambda _: "inside")
        module.handles(BOARD, keeps=lambda _: self.besides)(self.show)
        self.module, self.stage = module, Stage(module)

    def show(self, caller: Caller, request: Asked) -> Page:
        self.made += 1
        title = self.title
        self.meanwhile()
        if request.name == "members":
            return Page(title=title, html=self.module.embed(INSIDE()), audience=MEMBERS_ONLY)
        if request.name == "plain":
            return Page(title=title, html="<p>nothing live</p>")
        html = self.module.embed(NEWS(request.name))
        return Page(title=title, html=html, audience=PERSONAL if request.name == "mine" else Page().audience)

    def asked(self, name: str = "all", times: int = 1) -> dict[str, Any]:
        """The last of so many answers."""
        return [self.stage.call(BOARD, "member", "ada", name=name) for _ in range(times)][-1]

    def change(self, name: str = "all") -> None:
        """Give the news of a board a new version."""
        outbox.in_transaction(outbox.touch, NEWS(name))


def test_a_page_is_made_again_when_its_fragment_has_another_version() -> None:
    board = Board()
    first = board.asked(times=1)
    assert board.asked(times=5) == first
    assert board.made == 2  # the second time it is known which versions to read before
    board.title = "Another"
    board.change()
    assert board.asked()["title"] == "Another"
    board.change("other")
    assert (board.asked(times=3)["title"], board.made) == ("Another", 3)


def test_each_request_has_a_page_of_its_own() -> None:
    board = Board()
    assert "news of one" in board.asked("one", 3)["html"]
    assert "news of two" in board.asked("two", 3)["html"]
    assert board.made == 4


@pytest.mark.parametrize("name", ["members", "mine", "plain"])
def test_only_a_page_for_everybody_with_fragments_is_kept(name: str) -> None:
    board = Board()
    board.asked(name, 4)
    assert board.made == 4


def test_a_page_that_changes_while_it_is_made_is_not_kept() -> None:
    board = Board()
    board.meanwhile = board.change
    board.asked(times=4)
    assert board.made == 4
    board.meanwhile = lambda: None
    board.title = "Later"
    assert board.asked(times=4)["title"] == "Later"


def test_what_a_page_depends_on_beside_its_fragments() -> None:
    board = Board()
    board.asked(times=3)
    board.besides, board.title = "other rules", "Ruled"
    assert board.asked(times=3)["title"] == "Ruled"
    board.besides, board.made = None, 0
    board.asked(times=3)
    assert board.made == 3


def test_what_is_kept_is_bounded() -> None:
    renderings = Renderings(Contract.of("board", {"NEWS": NEWS}))
    renderings.add(NEWS, lambda fragment: fragment.key)
    pages = Pages(renderings, most=3, largest=100)

    def keep(name: str, letters: int) -> None:
        element = renderings.embed(FragmentId(NEWS, name))
        page = Page(html=element + "x" * (letters - len(element))).complete("board", Page().audience)
        for _ in range(2):
            pages.keep(pages.look(name), page, name)

    keep("one", 60)
    assert pages.look("one").answer == "one"
    keep("two", 60)
    assert (pages.look("one").answer, pages.look("two").answer) == (None, "two")
    pages.clear()
    assert pages.look("two").answer is None


def test_a_page_that_is_kept_counts_as_asked_for() -> None:
    """Of very many changes at once, those are rendered first that somebody has asked for."""
    board = Board()
    board.asked(times=3)
    assert "board.news-all" in board.module.renderings.urgent([NEWS("all")])
    board.module.renderings.clear()
    board.asked()
    assert not board.module.renderings.urgent([NEWS("all")])["board.news-all"].unknown
