"""The search on a whole site: it follows the blog and the wiki, and loses nothing when it is killed."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.site import Site
from tests.wamp import Peer, WampError

pytestmark = pytest.mark.router

LIST = "courant.search.result.list"


@pytest.fixture(scope="module")
def operator(site: Site) -> Iterator[Peer]:
    """An administrator's session."""
    with site.operator() as peer:
        yield peer


@pytest.fixture
def visitor(site: Site) -> Iterator[Peer]:
    """A visitor's session."""
    with site.visitor() as peer:
        yield peer


def titles(peer: Peer, q: str) -> list[str]:
    """The titles that a query finds, without marks; none while the search is away."""
    try:
        found: list[dict[str, Any]] = peer.call(LIST, q=q)["results"]
    except WampError:
        return []
    return [one["title"].replace("<mark>", "").replace("</mark>", "") for one in found]


def until(check: Callable[[], bool], what: str, timeout: float = 60) -> None:
    """Ask again and again: the search answers from its index, which is a moment behind."""
    deadline = time.monotonic() + timeout
    while not check():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def write(operator: Peer, path: str, title: str, text: str = "word") -> None:
    """Save a new page of the wiki."""
    operator.call("courant.wiki.page.save", path=path, title=title, text=text)


def test_what_is_public_is_found_and_what_is_not_is_not(operator: Peer, visitor: Peer) -> None:
    write(operator, "heron", "Grey heron", "It eats fish.")
    post = operator.call("courant.blog.post.save", title="Herons in town", text="They are here.", published=False)
    until(lambda: titles(visitor, "heron") == ["Grey heron"], "a page")
    operator.call("courant.blog.post.publish", id=post["id"])
    until(lambda: sorted(titles(visitor, "heron")) == ["Grey heron", "Herons in town"], "a post")
    operator.call("courant.blog.post.unpublish", id=post["id"])
    operator.call("courant.wiki.page.move", path="heron", to="birds/heron")
    until(lambda: titles(visitor, "heron") == ["Grey heron"], "a draft")
    until(lambda: visitor.call(LIST, q="heron")["results"][0]["address"] == "/wiki/birds/heron/", "a move")


def test_only_the_search_gets_documents(site: Site, operator: Peer, visitor: Peer) -> None:
    with site.service("blog") as blog:
        for peer in (operator, visitor, blog):
            with pytest.raises(WampError) as refused:
                peer.call("courant.wiki.search.documents")
            assert refused.value.uri == "courant.error.forbidden"


def test_killed_amid_changes_it_loses_nothing(site: Site, operator: Peer, visitor: Peer) -> None:
    names = [f"crane {number}" for number in range(30)]
    for at, name in enumerate(names):
        write(operator, name.replace(" ", "-"), name, "cranes")
        if at in (5, 15):
            until(lambda: asked(visitor, "cranes") >= 0, "it is back")
            site.kill("search")
    operator.call("courant.wiki.page.delete", path="crane-7")
    wanted = len(names) - 1
    until(lambda: asked(visitor, "cranes") == wanted, "every page that is there, and none that is not")


def test_its_index_fills_itself(site: Site, visitor: Peer) -> None:
    before = asked(visitor, "cranes")
    site.crash()
    for file in site.data.glob("search.sqlite3*"):
        file.unlink()
    site.start()
    with site.visitor() as again:
        until(lambda: asked(again, "cranes") == before, "an index from nothing")
    status, page = site.fetch("/search/?q=cranes")
    assert status == 200
    assert f"{before} results" in page


def asked(peer: Peer, q: str) -> int:
    """How much a query finds; -1 while the search is away."""
    try:
        return int(peer.call(LIST, q=q)["total"])
    except WampError:
        return -1
