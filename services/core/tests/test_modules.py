"""Modules join and leave: announcements, the menu, and restarts of core that nobody notices."""

import pytest
from courant_core import admission, contract, models, state
from courant_core.module import module
from courant_kit.calls.errors import Conflict, Forbidden, Invalid, NotFound, RateLimited
from courant_kit.process.wamp import Disclosed, Endpoint
from courant_kit.testing import FakeSession, Stage, finished
from courant_kit.wire.payload import encode

from .staged_core import CORE_SESSION, StagedCore, manifest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def core() -> StagedCore:
    return StagedCore()


def test_a_module_that_announces_itself_is_listed_and_in_the_menu(core: StagedCore) -> None:
    core.arrive("guestbook", 20)
    assert core.listed() == {"core": True, "guestbook": True}
    assert '<a href="/guestbook/">' in (core.deliveries()[0].html or "")
    assert core.changes() == [("guestbook", True)]


def test_a_module_whose_process_ends_is_listed_as_away_and_leaves_the_menu(core: StagedCore) -> None:
    core.arrive("guestbook", 20)
    core.end(20)
    assert core.listed() == {"core": True, "guestbook": False}
    assert "guestbook" not in core.shown("core.menu")
    assert core.changes() == [("guestbook", True), ("guestbook", False)]


def test_of_two_replicas_one_may_go(core: StagedCore) -> None:
    core.arrive("blog", 20)
    core.arrive("blog", 21)
    core.end(20)
    assert core.listed()["blog"]
    core.end(21)
    assert not core.listed()["blog"]
    assert core.changes() == [("blog", True), ("blog", False)]


def test_what_a_module_says_anew_is_told(core: StagedCore) -> None:
    core.arrive("guestbook", 20)
    core.arrive("guestbook", 20)
    assert len(core.changes()) == 1
    core.arrive("guestbook", 20, path="visitors")
    assert len(core.changes()) == 2
    assert '<a href="/visitors/">' in core.shown("core.menu")


def test_the_menu_is_in_the_order_that_the_modules_ask_for(core: StagedCore) -> None:
    for session, (name, order) in enumerate([("wiki", 20), ("guestbook", 100), ("blog", 10)], 20):
        core.arrive(name, session, order=order)
    menu = core.shown("core.menu")
    assert menu.index("/blog/") < menu.index("/wiki/") < menu.index("/guestbook/")


def test_a_module_speaks_for_itself_only(core: StagedCore) -> None:
    announce = core.session.procedures[contract.ANNOUNCE.uri]
    with pytest.raises(Forbidden, match="not the module blog"):
        finished(announce(Disclosed(20, "guestbook", "service"), [], encode(manifest("blog"))))
    with pytest.raises(Forbidden):
        core.call(contract.ANNOUNCE, "admin", "eve#1", **encode(manifest("blog")))


def test_a_path_of_another_module_is_refused_even_while_it_is_away(core: StagedCore) -> None:
    core.arrive("blog", 20)
    core.end(20)
    with pytest.raises(Invalid, match="The path /blog already belongs to Blog"):
        core.arrive("guestbook", 21, path="blog")
    assert "guestbook" not in core.listed()


def test_a_restart_of_core_is_not_seen(core: StagedCore) -> None:
    core.arrive("guestbook", 20)
    again = StagedCore()
    assert again.listed() == {"core": True, "guestbook": True}
    assert "/guestbook/" in again.shown("core.menu")
    again.arrive("guestbook", 20)
    again.clock.advance(state.GRACE)
    assert again.listed()["guestbook"]
    assert again.changes() == []


class Watched(FakeSession):
    """A session that notes what core knows when its first procedure can be called."""

    first: tuple[list[str], list[str], bool] | None = None

    async def register(self, uri: str, endpoint: Endpoint, *, shared: bool = False) -> None:
        if self.first is None:
            known = module.running.standing
            self.first = sorted(state.registry.known), sorted(known.suspended), bool(known.withdrawn)
        await super().register(uri, endpoint, shared=shared)


def test_core_knows_what_it_stored_before_it_answers_the_first_call(core: StagedCore) -> None:
    """A list without a module would take its open pages away, and one without suspensions would end them."""
    core.arrive("guestbook", 20)
    models.Credential.objects.create(name="poll", kind="module", role="service", digest="", revoked=True)
    core.call(contract.SUSPEND, "admin", "ada", name="guestbook")
    state.registry.begin([])
    again = Watched(who=Disclosed(CORE_SESSION, "core", "service-core"))
    Stage(module, again)
    assert again.first == (["core", "guestbook"], ["guestbook"], True)


def test_a_module_that_ended_while_core_was_away_has_a_time_of_grace(core: StagedCore) -> None:
    core.arrive("guestbook", 20)
    again = StagedCore()
    again.clock.advance(state.GRACE / 2)
    assert again.listed()["guestbook"]
    again.clock.advance(state.GRACE / 2)
    assert not again.listed()["guestbook"]
    assert again.changes() == [("guestbook", False)]
    assert not StagedCore().listed()["guestbook"]


def test_what_could_not_be_told_is_told_after_the_next_start(core: StagedCore) -> None:
    core.arrive("guestbook", 20)
    core.session.broken = True
    with pytest.raises(Exception, match="away"):
        core.end(20)
    assert [one.present for one in models.known() if one.manifest.module == "guestbook"] == [True]
    again = StagedCore()
    again.clock.advance(state.GRACE)
    assert again.changes() == [("guestbook", False)]


def test_core_says_that_it_is_back_each_time(core: StagedCore) -> None:
    finished(core.running.join(core.session))
    assert set(core.changes()) == {("core", True)}
    assert contract.WANTED.uri in core.topics()


def test_a_module_that_is_away_can_be_forgotten(core: StagedCore) -> None:
    core.arrive("guestbook", 20)
    with pytest.raises(Conflict, match="Stop its process first"):
        core.call(contract.FORGET, "admin", "eve#1", name="guestbook")
    core.end(20)
    with pytest.raises(Forbidden):
        core.call(contract.FORGET, "editor", "ed#1", name="guestbook")
    core.call(contract.FORGET, "admin", "eve#1", name="guestbook")
    assert core.listed() == {"core": True}
    assert StagedCore().listed() == {"core": True}
    with pytest.raises(NotFound):
        core.call(contract.FORGET, "admin", "eve#1", name="guestbook")


def test_core_counts_its_own_process(core: StagedCore) -> None:
    assert state.registry.known["core"].sessions == {CORE_SESSION}


def test_replicas_of_two_versions_are_no_news(core: StagedCore) -> None:
    core.arrive("forum", 10, version="1.0")
    core.session.events.clear()
    core.arrive("forum", 11, version="1.1")
    core.arrive("forum", 10, version="1.0")
    assert not core.changes()


def test_what_a_module_changes_is_published_once_in_a_while_and_at_once_when_it_is_back(core: StagedCore) -> None:
    for number in range(5):
        core.arrive("shop", 30, order=number)
    assert core.changes() == [("shop", True)] * 2
    core.clock.advance(state.CHANGES_INTERVAL)
    assert core.changes() == [("shop", True)] * 3
    core.end(30)
    core.arrive("shop", 31, order=6)
    assert core.changes()[3:] == [("shop", False), ("shop", True)]


def test_only_news_is_compared_with_all_other_modules(core: StagedCore, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    check = admission.check
    monkeypatch.setattr(admission, "check", lambda one, others: (compared.append(one.module), check(one, others)))
    core.arrive("shop", 30, version="1.0")
    for version in ("1.0", "1.1"):
        core.arrive("shop", 30, version=version)
    assert compared == ["shop"]
    with pytest.raises(Invalid, match="version"):
        core.arrive("shop", 30, version="1" * 100)


def test_a_manifest_that_is_not_admitted_counts_as_well(core: StagedCore) -> None:
    for _ in range(state.NEWS_AT_ONCE):
        with pytest.raises(Invalid):
            core.arrive("shop", 30, path="admin")
    with pytest.raises(RateLimited):
        core.arrive("shop", 30, path="admin")


def test_a_module_that_changes_without_end_has_to_wait_and_administrators_see_why(core: StagedCore) -> None:
    for number in range(state.NEWS_AT_ONCE):
        core.arrive("shop", 30, order=number)
    core.arrive("shop", 30, order=state.NEWS_AT_ONCE - 1)  # nothing new
    with pytest.raises(RateLimited):
        core.arrive("shop", 30, order=99)
    core.arrive("kiosk", 31)
    core.clock.advance(1)
    assert "so often that it has to wait" in core.page(contract.PAGE_MODULES, "admin").html
    core.clock.advance(1 / state.NEWS_EACH_SECOND)
    core.arrive("shop", 30, order=99)
