"""What backends hear of windows: that one connects, shows a page, and leaves."""

import pytest
from courant_core import contract
from courant_core.windows import AT_ONCE, Windows
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import finished

from .staged_core import StagedCore

pytestmark = pytest.mark.django_db(transaction=True)
WINDOW = "courant.core.window"


@pytest.fixture
def core() -> StagedCore:
    return StagedCore()


def heard(core: StagedCore) -> list[tuple[str, str, str, str]]:
    """The verb, the person, the role and the page of each event about windows."""
    about = [(topic, event) for topic, event in core.session.events if topic.startswith(WINDOW)]
    return [(topic.rpartition(".")[2], event["name"], event["role"], event.get("page", "")) for topic, event in about]


def test_a_window_connects_views_and_leaves(core: StagedCore) -> None:
    core.enter(100, "/blog/", "ada", "editor")
    core.enter(100, "/wiki/", "ada", "editor")
    core.enter(101, "/blog/")
    core.end(100)
    core.end(100)
    core.end(7)  # a program, or a window that never showed a page
    assert heard(core) == [
        ("connected", "ada", "editor", ""),
        ("viewed", "ada", "editor", "/blog/"),
        ("viewed", "ada", "editor", "/wiki/"),
        ("connected", "", "visitor", ""),
        ("viewed", "", "visitor", "/blog/"),
        ("disconnected", "ada", "editor", ""),
    ]
    named = [event["window"] for topic, event in core.session.events if topic.startswith(WINDOW)]
    assert named[0] == named[1] == named[2] == named[5] != named[3] == named[4]


def test_nobody_but_programs_and_administrators_gets_them(core: StagedCore) -> None:
    core.enter(100, "/blog/", "ada")
    events = core.session.events
    sent = zip(events, core.session.publications[-len(events) :], strict=True)
    receivers = [receivers for (topic, _), receivers in sent if topic.startswith(WINDOW)]
    roles = ["admin", "backend", "service", "service-core", "service-web"]
    assert [one and one.roles for one in receivers] == [roles, roles]


def test_the_path_of_a_page_that_is_not_for_everybody_stays_private(core: StagedCore) -> None:
    who = Disclosed(100, "ada#1", "editor")
    fields = {"page": "/blog/drafts/secret/", "audience": "staff"}
    finished(core.session.procedures[contract.ENTER.uri](who, [], fields))
    assert heard(core)[-1] == ("viewed", "ada", "editor", "")


def test_too_many_events_are_left_out_and_counted() -> None:
    time = [0.0]
    windows = Windows(now=lambda: time[0])
    windows.view(1, "", "visitor", "/")
    for _ in range(AT_ONCE):
        windows.view(1, "", "visitor", "/")
    assert windows.view(1, "", "visitor", "/") == []
    time[0] = 1.0
    ((topic, event),) = windows.view(1, "", "visitor", "/")
    assert (topic, event.missed) == (contract.VIEWED, 3)
