"""Modules come and go: announcements, the menu, and restarts of core that nobody notices."""

import pytest
from courant_core import contract, models, site
from courant_kit.calls.errors import Conflict, Forbidden, Invalid, NotFound
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import finished
from courant_kit.wire.payload import encode

from .delta import CORE_SESSION, Delta, manifest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def delta() -> Delta:
    return Delta()


def test_a_module_that_announces_itself_is_listed_and_in_the_menu(delta: Delta) -> None:
    delta.arrive("guestbook", 20)
    assert delta.listed() == {"core": True, "guestbook": True}
    assert '<a href="/guestbook/">' in (delta.deliveries()[0].html or "")
    assert delta.changes() == [("guestbook", True)]


def test_a_module_whose_process_ends_is_listed_as_away_and_leaves_the_menu(delta: Delta) -> None:
    delta.arrive("guestbook", 20)
    delta.end(20)
    assert delta.listed() == {"core": True, "guestbook": False}
    assert "guestbook" not in delta.shown("core.menu")
    assert delta.changes() == [("guestbook", True), ("guestbook", False)]


def test_of_two_replicas_one_may_go(delta: Delta) -> None:
    delta.arrive("blog", 20)
    delta.arrive("blog", 21)
    delta.end(20)
    assert delta.listed()["blog"]
    delta.end(21)
    assert not delta.listed()["blog"]
    assert delta.changes() == [("blog", True), ("blog", False)]


def test_what_a_module_says_anew_is_told(delta: Delta) -> None:
    delta.arrive("guestbook", 20)
    delta.arrive("guestbook", 20)
    assert len(delta.changes()) == 1
    delta.arrive("guestbook", 20, path="visitors")
    assert len(delta.changes()) == 2
    assert '<a href="/visitors/">' in delta.shown("core.menu")


def test_the_menu_is_in_the_order_that_the_modules_ask_for(delta: Delta) -> None:
    for session, (name, order) in enumerate([("wiki", 20), ("guestbook", 100), ("blog", 10)], 20):
        delta.arrive(name, session, order=order)
    menu = delta.shown("core.menu")
    assert menu.index("/blog/") < menu.index("/wiki/") < menu.index("/guestbook/")


def test_a_module_speaks_for_itself_only(delta: Delta) -> None:
    announce = delta.session.procedures[contract.ANNOUNCE.uri]
    with pytest.raises(Forbidden, match="not the module blog"):
        finished(announce(Disclosed(20, "guestbook", "service"), [], encode(manifest("blog"))))
    with pytest.raises(Forbidden):
        delta.call(contract.ANNOUNCE, "admin", "eve#1", **encode(manifest("blog")))


def test_a_path_of_another_module_is_refused_even_while_it_is_away(delta: Delta) -> None:
    delta.arrive("blog", 20)
    delta.end(20)
    with pytest.raises(Invalid, match="The path /blog belongs to Blog already"):
        delta.arrive("guestbook", 21, path="blog")
    assert "guestbook" not in delta.listed()


def test_a_restart_of_core_is_not_seen(delta: Delta) -> None:
    delta.arrive("guestbook", 20)
    again = Delta()
    assert again.listed() == {"core": True, "guestbook": True}
    assert "/guestbook/" in again.shown("core.menu")
    again.arrive("guestbook", 20)
    again.clock.advance(site.GRACE)
    assert again.listed()["guestbook"]
    assert again.changes() == []


def test_a_module_that_ended_while_core_was_away_has_a_time_of_grace(delta: Delta) -> None:
    delta.arrive("guestbook", 20)
    again = Delta()
    again.clock.advance(site.GRACE / 2)
    assert again.listed()["guestbook"]
    again.clock.advance(site.GRACE / 2)
    assert not again.listed()["guestbook"]
    assert again.changes() == [("guestbook", False)]
    assert not Delta().listed()["guestbook"]


def test_what_could_not_be_told_is_told_after_the_next_start(delta: Delta) -> None:
    delta.arrive("guestbook", 20)
    delta.session.broken = True
    with pytest.raises(Exception, match="away"):
        delta.end(20)
    assert [one.present for one in models.known() if one.manifest.module == "guestbook"] == [True]
    again = Delta()
    again.clock.advance(site.GRACE)
    assert again.changes() == [("guestbook", False)]


def test_core_says_that_it_is_back_each_time(delta: Delta) -> None:
    finished(delta.joined.join(delta.session))
    assert set(delta.changes()) == {("core", True)}
    assert contract.WANTED.uri in delta.topics()


def test_a_module_that_is_away_can_be_forgotten(delta: Delta) -> None:
    delta.arrive("guestbook", 20)
    with pytest.raises(Conflict, match="Stop its process first"):
        delta.call(contract.FORGET, "admin", "eve#1", name="guestbook")
    delta.end(20)
    with pytest.raises(Forbidden):
        delta.call(contract.FORGET, "editor", "ed#1", name="guestbook")
    delta.call(contract.FORGET, "admin", "eve#1", name="guestbook")
    assert delta.listed() == {"core": True}
    assert Delta().listed() == {"core": True}
    with pytest.raises(NotFound):
        delta.call(contract.FORGET, "admin", "eve#1", name="guestbook")


def test_core_counts_its_own_process(delta: Delta) -> None:
    assert site.registry.known["core"].sessions == {CORE_SESSION}
