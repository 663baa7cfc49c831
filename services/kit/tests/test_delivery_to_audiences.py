"""No window ever receives a fragment whose audience does not admit it, and none misses one that does."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from courant_kit.calls.caller import Caller, Role
from courant_kit.live.audience import (
    ADMINISTRATORS_ONLY,
    EDITORS_ONLY,
    EVERYBODY,
    MEMBERS_ONLY,
    Audience,
    person,
    space,
)
from courant_kit.live.fragment import Fragment, FragmentId
from courant_kit.live.outbox import touch
from courant_kit.module import Module
from courant_kit.process.wamp import Disclosed, Publication
from courant_kit.testing import FakeSession, Stage, finished
from courant_kit.wire import site
from courant_kit.wire.contract import Contract
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[3] / "router"))
from courant_router import rights

pytestmark = pytest.mark.django_db(transaction=True)

PUBLIC = Fragment("hall.public", audience=EVERYBODY)
MEMBERS = Fragment("hall.members", audience=MEMBERS_ONLY)
STAFF = Fragment("hall.staff", key=int, audience=EDITORS_ONLY)
ADMIN = Fragment("hall.admin", audience=ADMINISTRATORS_ONLY)
SPACE = Fragment("hall.space", key=str, audience=space)
PERSON = Fragment("hall.person", key=str, audience=person)
SHOWN: list[FragmentId[Any]] = [PUBLIC(), MEMBERS(), STAFF(1), ADMIN(), *map(SPACE, "78"), PERSON("ada"), PERSON("eve")]
PEOPLE = ("ada", "eve", "")
ROLES = ("member", "editor", "admin")


@dataclass
class Window:
    """A window that shows everything it may: as whom it joined, and the fragments and versions that it shows."""

    who: rights.Client
    authid: str
    listens: set[str] = field(default_factory=set)
    shows: dict[str, tuple[int, str]] = field(default_factory=dict)
    withdrawn: bool = False


class Hall(FakeSession):
    """A router in memory that applies the real router's rights, with people, windows, and one module that renders."""

    def __init__(self) -> None:
        super().__init__()
        self.people = {"ada": ("member", frozenset[str]()), "eve": ("editor", frozenset({"7"}))}
        self.windows: list[Window] = []
        self.written: dict[str, int] = {}
        self.grants, self.sessions = count(1), count(100)
        self.procedures[site.STANDING.uri] = self._standing
        self.stage = Stage(self._module(), self)

    async def _standing(self, who: Disclosed, args: list[Any], fields: dict[str, Any]) -> Any:
        spaces = {name: sorted(keys) for name, (_, keys) in self.people.items() if keys}
        return {"withdrawn": [], "spaces": spaces}

    def _module(self) -> Module:
        entries = {one.name: one for one in (PUBLIC, MEMBERS, STAFF, ADMIN, SPACE, PERSON)}
        module = Module("hall", "Hall", Contract.of("hall", entries))
        for fragment in entries.values():
            module.renders(fragment)(lambda shown: f"{shown.audience} {self.written.get(str(shown), 0)}")
        return module

    def truth(self, name: str) -> Caller:
        """The current role and spaces of a person, whatever the router and the service believe."""
        role, spaces = self.people.get(name, ("visitor", frozenset()))
        return Caller(Role(role), name, spaces=spaces)

    def open(self, name: str) -> None:
        """Open a window: join, subscribe to every topic that the router allows, then ask for all fragments."""
        now = self.truth(name)
        window = Window(
            rights.Client(now.role, name, name, now.spaces), f"{name}#{next(self.grants)}" if name else "visitor"
        )  # fmt: skip
        window.listens = {one.topic for one in SHOWN if rights.allows(window.who, "subscribe", one.topic)}
        self.windows.append(window)
        self.ask(window)

    def ask(self, window: Window) -> None:
        """Ask for fragments that are newer than those in the window."""
        known = {str(one): window.shows.get(str(one), (-1, ""))[0] for one in SHOWN}
        who = Disclosed(next(self.sessions), window.authid, window.who.role)
        try:
            news = finished(self.procedures["courant.hall.live.since"](who, [], {"fragments": known}))["fragments"]
        except Exception:  # noqa: BLE001 - calls with a withdrawn grant are rejected
            assert window.withdrawn
            return
        for one in news:
            self.give(window, one)

    def give(self, window: Window, delivery: dict[str, Any]) -> None:
        """Pass a delivery to a window; it must be for the person there now, who is a visitor after signing out."""
        if html := delivery.get("html"):
            now = self.truth("" if window.withdrawn else window.who.name)
            assert Audience(html.split()[0]).admits(now), (window, delivery)
            window.shows[delivery["id"]] = (delivery["version"], html)

    async def publish(self, topic: str, fields: dict[str, Any], publication: Publication | None = None) -> None:
        """Pass an event to the windows that subscribed to its topic, except the excluded ones."""
        excluded = (publication or Publication()).exclude_authids
        for window in self.windows:
            if topic in window.listens and window.authid not in excluded:
                self.give(window, fields)

    def change(self, number: int) -> None:
        """Change the data of a fragment."""
        shown = SHOWN[number]
        self.written[str(shown)] = self.written.get(str(shown), 0) + 1
        touch(shown)
        finished(self.stage.running.wake())

    def become(self, name: str, role: str, spaces: frozenset[str]) -> None:
        """Change a person's rights: web informs the services, and the router closes the windows a little later."""
        if name and self.people[name] != (role, spaces):
            self.people[name] = (role, spaces)
            self._tell(site.MEMBERSHIP.uri, name=name, spaces=sorted(spaces))
            self._withdraw([one for one in self.windows if one.who.name == name])

    def sign_out(self, name: str) -> None:
        """Sign a person out everywhere."""
        self._withdraw([one for one in self.windows if name and one.who.name == name])

    def close(self) -> None:
        """Close the windows of withdrawn grants on the router; each opens again with the person's current rights."""
        ended = [one for one in self.windows if one.withdrawn]
        self.windows = [one for one in self.windows if not one.withdrawn]
        for one in ended:
            self.open(one.who.name)

    def _withdraw(self, windows: list[Window]) -> None:
        for one in windows:
            one.withdrawn = True
        self._tell(site.WITHDRAWN.uri, grants=[one.authid for one in windows])

    def _tell(self, topic: str, **fields: Any) -> None:
        for listener in self.listeners[topic]:
            finished(listener(topic, [], fields))

    def missing(self) -> Iterator[tuple[Window, str]]:
        """The fragments that a window should show and does not."""
        for window in self.windows:
            for shown in SHOWN if not window.withdrawn else ():
                now = f"{shown.audience} {self.written.get(str(shown), 0)}"
                if shown.audience.admits(self.truth(window.who.name)) and window.shows[str(shown)][1] != now:
                    yield window, str(shown)


names = st.sampled_from(PEOPLE)
steps = st.one_of(
    st.tuples(st.just("open"), names),
    st.tuples(st.just("change"), st.integers(0, len(SHOWN) - 1)),
    st.tuples(st.just("become"), names, st.sampled_from(ROLES), st.frozensets(st.sampled_from("78"))),
    st.tuples(st.just("sign_out"), names),
    st.tuples(st.just("close")),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=25))
def test_a_window_is_given_what_it_is_admitted_to_and_nothing_else(happens: list[tuple[Any, ...]]) -> None:
    hall = Hall()
    for name in PEOPLE:
        hall.open(name)
    for step, *arguments in happens:
        getattr(hall, step)(*arguments)
        assert not list(hall.missing())
        for window in hall.windows:
            hall.ask(window)
    hall.close()
    assert not list(hall.missing())


@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_a_topic_in_another_language_is_for_the_same_people(shown: FragmentId[Any]) -> None:
    for who in [rights.Client("visitor"), rights.Client("backend", "mailer"), rights.Client("member", "eve", "eve"),
                rights.Client("member", "ada", "ada", frozenset("7")), rights.Client("editor", "ada", "ada"),
                rights.Client("admin", "ada", "ada"), rights.Client("service", "hall", by_secret=True)]:  # fmt: skip
        for action in ("subscribe", "publish"):
            plain = rights.allows(who, action, shown.topic, {"hall"})
            assert rights.allows(who, action, f"{shown.topic}@nl", {"hall"}) is plain
