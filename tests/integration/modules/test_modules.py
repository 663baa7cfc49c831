"""Third-party modules: core and the guestbook run as processes, which start and stop while windows are open."""

import os
import queue
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO

import pytest

from tests.core_alone import CHANGED, FORBIDDEN, Core, came, until
from tests.router import ROOT, RouterProcess
from tests.services import Program
from tests.wamp import Peer, WampError

pytestmark = pytest.mark.router

GUESTBOOK = ROOT / "examples" / "guestbook" / "guestbook.py"
SUBSCRIBER = ROOT / "examples" / "subscriber.py"
SUSPENDED = r"courant\.error\.unavailable.*suspended by an administrator"
MENU = "courant.core.live.menu"


def quiet(peer: Peer, subscription: int, seconds: float) -> None:
    """See that nothing is published for so long."""
    with pytest.raises(queue.Empty):
        raise AssertionError(peer.next_event(subscription, timeout=seconds))


def shown(peer: Peer, fragment: str) -> str:
    """A fragment's HTML now."""
    (news,) = peer.call("courant.core.live.since", fragments={fragment: 0})["fragments"]
    return str(news["html"])


@pytest.fixture
def guestbook(site: RouterProcess, credential: Callable[..., str], tmp_path: Path) -> Callable[[], Program]:
    """Starts the guestbook as its README says."""
    environment = {"COURANT_SECRET": credential("guestbook"), "COURANT_DATA": str(tmp_path),
                   "COURANT_ROUTER": site.websocket}  # fmt: skip
    return lambda: Program([GUESTBOOK], environment, site.data / "guestbook.log")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_the_guestbook_comes_and_goes_under_open_windows(
    window: Peer, site: RouterProcess, guestbook: Callable[[], Program], sign: signal.Signals
) -> None:
    menu, changed = window.subscribe(MENU), window.subscribe(CHANGED)
    for _ in range(2):
        with guestbook() as program:
            came(window, changed)
            until(window, menu, lambda event: "/guestbook/" in event["html"])
            sign_and_see(site, window)
            program.end(sign)
            until(window, menu, lambda event: "/guestbook/" not in event["html"])
            came(window, changed, present=False)
        listed = {one["module"]: one["present"] for one in window.call("courant.core.module.list")["modules"]}
        assert listed == {"core": True, "guestbook": False}
        with pytest.raises(WampError, match="no_such_procedure"):
            window.call("courant.guestbook.page.guestbook")


def sign_and_see(site: RouterProcess, window: Peer) -> None:
    """What somebody signs reaches another window."""
    entries = window.subscribe("courant.guestbook.live.entries")
    page = window.call("courant.guestbook.page.guestbook")
    with site.browser({"Cookie": "ada"}) as ada:
        ada.call("courant.guestbook.entry.sign", text="Hello from Enschede!")
    event = until(window, entries, lambda event: event["version"] > page["fragments"]["guestbook.entries"])
    assert "Hello from Enschede!" in str(event)


def test_a_restart_of_core_is_not_seen(core: Core, window: Peer, guestbook: Callable[[], Program]) -> None:
    changed = window.subscribe(CHANGED)
    with guestbook():
        came(window, changed)
        quiet(window, changed, 1)  # what core told it has written down by now; killed before, it would tell it again
        core.restart()
        came(window, changed, "core")
        assert "/guestbook/" in shown(window, "core.menu")
        quiet(window, changed, 3)  # longer than the grace that core gives
        assert "/guestbook/" in shown(window, "core.menu")
    came(window, changed, present=False)


@pytest.fixture
def suspended(operator: Peer) -> Iterator[Callable[[], None]]:
    """Suspends the guestbook, and resumes it in the end whatever happens."""
    yield lambda: operator.call("courant.core.module.suspend", name="guestbook")
    with suppress(WampError):  # nobody knows it any more
        operator.call("courant.core.module.resume", name="guestbook")


def test_a_suspended_module_goes_under_an_open_window_and_refuses_direct_calls(
    window: Peer, operator: Peer, guestbook: Callable[[], Program], suspended: Callable[[], None]
) -> None:
    menu, changed = window.subscribe(MENU), window.subscribe(CHANGED)
    with guestbook():
        came(window, changed)
        suspended()
        came(window, changed, present=False)
        until(window, menu, lambda event: "/guestbook/" not in event["html"])
        listed = {one["module"]: one["suspended"] for one in window.call("courant.core.module.list")["modules"]}
        assert listed == {"core": False, "guestbook": True}
        assert window.call("courant.guestbook.page.guestbook")["status"] == 503
        refuses(window, operator)
        operator.call("courant.core.module.resume", name="guestbook")
        came(window, changed)
        until(window, menu, lambda event: "/guestbook/" in event["html"])
        window.call("courant.guestbook.entry.sign", text="Here again")
        assert "Here again" in window.call("courant.guestbook.page.guestbook")["html"]


def refuses(*peers: Peer) -> None:
    """See that the guestbook refuses direct calls, an administrator's too."""
    for peer in peers:
        with pytest.raises(WampError, match=SUSPENDED):
            peer.call("courant.guestbook.entry.sign", text="Hello")
        with pytest.raises(WampError, match=SUSPENDED):
            peer.call("courant.guestbook.live.since", fragments={})


def test_a_module_stays_suspended_when_it_or_core_starts_again(
    core: Core, window: Peer, guestbook: Callable[[], Program], suspended: Callable[[], None]
) -> None:
    changed = window.subscribe(CHANGED)
    with guestbook():
        came(window, changed)
        suspended()
        came(window, changed, present=False)
        quiet(window, changed, 1)  # what core told it has written down by now
    came(window, changed, present=False)
    with guestbook():
        came(window, changed, present=False)
        refuses(window)
        core.restart()
        came(window, changed, "core")
        assert "/guestbook/" not in shown(window, "core.menu")
        refuses(window)


@pytest.mark.parametrize("cookie", ["", "grace", "ada:editor"])
def test_the_page_of_modules_is_for_administrators(site: RouterProcess, core: Core, cookie: str) -> None:
    with site.browser({"Cookie": cookie} if cookie else None) as peer:
        page = peer.call("courant.core.page.modules")
        assert (page["status"], "<table" in page["html"]) == (403, False)
        (news,) = peer.call("courant.core.live.since", fragments={"core.modules": 0})["fragments"]
        assert (news["gone"], "html" in news) == (True, False)
        with pytest.raises(WampError, match="not_authorized"):
            peer.subscribe("courant.core.admin.modules")
        with pytest.raises(WampError, match=FORBIDDEN):
            peer.call("courant.core.module.suspend", name="guestbook")


def test_administrators_hear_how_modules_are_doing(
    site: RouterProcess, core: Core, guestbook: Callable[[], Program]
) -> None:
    with site.browser({"Cookie": "eve:admin"}) as admin:
        rows = admin.subscribe("courant.core.admin.modules")
        with guestbook():
            until(admin, rows, lambda event: "guestbook" in str(event) and "started" in str(event))
        until(admin, rows, lambda event: "Away" in str(event))


def test_a_window_that_dies_goes_from_its_page(site: RouterProcess, window: Peer) -> None:
    fragment = window.call("courant.core.presence.enter", page="/")["fragment"]
    people = window.subscribe(f"courant.core.live.{fragment.partition('.')[2]}")
    ada, again = site.browser({"Cookie": "ada"}), site.browser({"Cookie": "ada"})
    for one in (ada, again):
        one.call("courant.core.presence.enter", page="/")
    until(window, people, lambda event: 'title="ada"' in event["html"])
    ada.wire.close()
    again.wire.close()
    html = until(window, people, lambda event: 'title="ada"' not in event["html"])["html"]
    assert "1 reader<" in html


def test_a_hundred_windows_are_told_a_few_times(site: RouterProcess, window: Peer) -> None:
    fragment = window.call("courant.core.presence.enter", page="/crowd/")["fragment"]
    people = window.subscribe(f"courant.core.live.{fragment.partition('.')[2]}")
    crowd = [site.browser() for _ in range(100)]
    for one in crowd:
        one.call("courant.core.presence.enter", page="/crowd/")
    until(window, people, lambda event: "101 readers" in event["html"])
    for one in crowd:
        one.close()
    until(window, people, lambda event: "1 reader<" in event["html"])


@pytest.fixture
def subscriber(site: RouterProcess, credential: Callable[..., str]) -> Iterator[IO[str]]:
    """What the subscriber prints."""
    environment = {"COURANT_SECRET": credential("subscriber", "backend"), "COURANT_ROUTER": site.websocket}
    program = Popen([sys.executable, "-u", SUBSCRIBER], env={**os.environ, **environment}, stdout=PIPE, text=True)
    assert program.stdout is not None
    yield program.stdout
    program.kill()
    program.wait(15)


def test_another_backend_prints_what_is_published(site: RouterProcess, subscriber: IO[str]) -> None:
    topic = "courant.blog.post.published"
    with site.service("core") as core, site.service("blog") as blog:
        subscribed = core.subscribe("wamp.subscription.on_subscribe")
        while not core.call("wamp.subscription.match", topic):
            core.next_event(subscribed, timeout=30)
        blog.publish(topic, title="One rendering for everybody", event=7)
        line = next(line for line in subscriber if topic in line)
    assert f"{topic} {{'title': 'One rendering for everybody', 'event': 7}}" in line


def test_the_subscriber_is_short() -> None:
    assert len(SUBSCRIBER.read_text().splitlines()) < 20
