"""Third-party modules: core and the guestbook run as processes, which start and stop while windows are open."""

import os
import queue
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, Any

import pytest

from tests.router import ROOT, RouterProcess
from tests.services import Program
from tests.wamp import Lost, Peer, WampError

pytestmark = pytest.mark.router

GUESTBOOK = ROOT / "examples" / "guestbook" / "guestbook.py"
SUBSCRIBER = ROOT / "examples" / "subscriber.py"
FORBIDDEN = r"courant\.error\.forbidden"
VISITOR = {"realm": "courant", "role": "visitor", "authid": "visitor"}
SUSPENDED = r"courant\.error\.unavailable.*suspended by an administrator"
CHANGED, MENU = "courant.core.module.changed", "courant.core.live.menu"


def person_in_cookie(args: list[Any], kwargs: dict[str, Any], details: dict[str, Any]) -> dict[str, str]:
    """Stands in for web: the cookie says who looks, `<name>` or `<name>:<role>`."""
    name, _, role = args[2]["transport"]["http_headers_received"].get("cookie", "").partition(":")
    return {"realm": "courant", "role": role or "member", "authid": f"{name}#1"} if name else VISITOR


@pytest.fixture(scope="module")
def site() -> Iterator[RouterProcess]:
    """A router with web's authenticator, and no service yet."""
    router = RouterProcess().start()
    web = router.service("web")
    web.register("courant.web.session.authenticate", person_in_cookie)
    web.register("courant.web.grant.list", lambda *_: {"withdrawn": [], "spaces": {}})
    yield router
    web.close()
    router.stop()


class Core:
    """Core's process."""

    def __init__(self, site: RouterProcess) -> None:
        """Start it, and wait until it says that it is there."""
        self.site = site
        self.program = self._started()

    def restart(self) -> None:
        """Kill it, and start it again."""
        self.program.end(signal.SIGKILL)
        self.program = self._started()

    def _started(self) -> Program:
        with self.site.service("operator") as peer:
            changed = peer.subscribe(CHANGED)
            program = Program(["-m", "courant_core"], self.site.environment("core"), self.site.data / "core.log")
            try:
                came(peer, changed, "core")
            except queue.Empty:
                program.end(signal.SIGKILL)
                raise RuntimeError(f"Core did not start:\n{program.log.read_text()}") from None
        return program


@pytest.fixture(scope="module")
def core(site: RouterProcess) -> Iterator[Core]:
    """Core, answering."""
    core = Core(site)
    yield core
    core.program.end()


@pytest.fixture
def operator(site: RouterProcess, core: Core) -> Iterator[Peer]:
    """The administrator's session."""
    with site.service("operator") as peer:
        yield peer


@pytest.fixture
def window(site: RouterProcess, core: Core) -> Iterator[Peer]:
    """A visitor's window."""
    with site.browser() as peer:
        yield peer


def until(peer: Peer, subscription: int, wanted: Callable[[dict[str, Any]], bool], timeout: float = 30) -> Any:
    """The first event that is wanted; raises queue.Empty."""
    deadline = time.monotonic() + timeout
    while True:
        _, event, _ = peer.next_event(subscription, timeout=max(0.0, deadline - time.monotonic()))
        if wanted(event):
            return event


def came(peer: Peer, subscription: int, module: str = "guestbook", present: bool = True) -> None:
    """Wait until the module is said to be there, or not."""
    until(peer, subscription, lambda event: event == {"module": module, "present": present})


def quiet(peer: Peer, subscription: int, seconds: float) -> None:
    """See that nothing is published for so long."""
    with pytest.raises(queue.Empty):
        raise AssertionError(peer.next_event(subscription, timeout=seconds))


def shown(peer: Peer, fragment: str) -> str:
    """A fragment's HTML now."""
    (news,) = peer.call("courant.core.live.since", fragments={fragment: 0})["fragments"]
    return str(news["html"])


@pytest.fixture
def credential(operator: Peer) -> Iterator[Callable[..., str]]:
    """Makes credentials, and takes them back in the end."""
    made: list[str] = []

    def create(name: str, kind: str = "module", **fields: str) -> str:
        secret = str(operator.call("courant.core.credential.create", name=name, kind=kind, **fields)["secret"])
        made.append(name)
        return secret

    yield create
    for name in made:
        operator.call("courant.core.credential.revoke", name=name)


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


def test_a_wrong_ticket_is_refused(site: RouterProcess, credential: Callable[..., str]) -> None:
    credential("guestbook")
    with pytest.raises(WampError) as refused:
        site.stranger("guestbook", "not its ticket")
    assert refused.value.uri == "courant.error.forbidden"
    assert "do not match" in str(refused.value)


def test_nobody_but_the_router_asks_who_somebody_is(window: Peer, operator: Peer) -> None:
    for peer in (window, operator):
        with pytest.raises(WampError, match="not_authorized"):
            peer.call("courant.core.credential.authenticate", "courant", "guestbook", {"ticket": ""})


def test_a_module_offers_and_publishes_only_its_own(site: RouterProcess, credential: Callable[..., str]) -> None:
    with site.stranger("forum", credential("forum")) as forum:
        forum.register("courant.forum.page.all", lambda *_: {})
        forum.publish("courant.forum.topic.opened", number=1)
        for foreign in ("courant.blog.page.post", "courant.core.module.list", "courant.forum2.page.all", "other"):
            with pytest.raises(WampError, match="not_authorized"):
                forum.register(foreign, lambda *_: {}, invoke="roundrobin")
            with pytest.raises(WampError, match="not_authorized"):
                forum.publish(foreign)
        with pytest.raises(WampError, match="You are forum, not the module blog"):
            forum.call("courant.site.module.announce", module="blog", title="Blog")
        with pytest.raises(WampError, match=FORBIDDEN):
            forum.call("courant.core.credential.create", name="x", kind="module")


def test_a_backend_calls_only_what_is_for_it(site: RouterProcess, credential: Callable[..., str]) -> None:
    with site.stranger("mailer", credential("mailer", "backend")) as mailer:
        assert mailer.call("courant.core.module.list")["modules"]
        for uri, fields in {
            "courant.core.credential.list": {},
            "courant.core.module.forget": {"name": "guestbook"},
            "courant.site.module.announce": {"module": "mailer", "title": "Mailer"},
            "courant.core.presence.enter": {"page": "/"},
        }.items():
            with pytest.raises(WampError, match=FORBIDDEN):
                mailer.call(uri, **fields)
        with pytest.raises(WampError, match="not_authorized"):
            mailer.register("courant.mailer.page.all", lambda *_: {})


def test_a_revoked_credential_ends_its_sessions(site: RouterProcess, operator: Peer) -> None:
    secret = operator.call("courant.core.credential.create", name="forum", kind="module")["secret"]
    with site.stranger("forum", secret) as forum:
        operator.call("courant.core.credential.revoke", name="forum")
        with pytest.raises((WampError, Lost), match=r"signed out|ended"):  # it ignores the goodbye
            forum.call("courant.core.module.list")
        assert forum.lost.wait(10)
    with pytest.raises(WampError, match=FORBIDDEN):
        site.stranger("forum", secret)


#: Two keys for Ed25519 with their public halves, from the test vectors of RFC 8032.
KEYS = (
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    ),
)


def given(operator: Peer, method: str, key: tuple[str, str], act: str, /, **fields: str) -> str:
    """The secret of a credential that is created or renewed, or the private key for the public one that is sent."""
    own = {"key": key[1]} if method == "cryptosign" else {}
    made = operator.call(f"courant.core.credential.{act}", name="mirror", **own, **fields)
    return str(made["secret"]) or key[0]


@pytest.mark.parametrize("method", ["wampcra", "cryptosign"])
def test_a_program_that_signs_has_the_rights_of_one_with_a_ticket(
    site: RouterProcess, operator: Peer, method: str
) -> None:
    old = given(operator, method, KEYS[0], "create", kind="module", method=method)
    with site.stranger("mirror", old, method) as mirror:
        assert mirror.welcome[2]["authrole"] == "service"
        mirror.register("courant.mirror.page.all", lambda *_: {})
        mirror.publish("courant.mirror.thing.changed", event=1)
        with pytest.raises(WampError, match="not_authorized"):
            mirror.register("courant.blog.page.all", lambda *_: {})
        new = given(operator, method, KEYS[1], "renew")
        assert mirror.lost.wait(10)
    for secret, other in ((old, method), (new, "ticket"), (KEYS[0][0], "wampcra"), (KEYS[0][0], "cryptosign")):
        with pytest.raises(WampError):
            site.stranger("mirror", secret, other)
    with site.stranger("mirror", new, method) as mirror:
        operator.call("courant.core.credential.revoke", name="mirror")
        assert mirror.lost.wait(10)
    for name in ("mirror", "nobody"):  # both are challenged, and refused in the same words
        with pytest.raises(WampError, match="not_authorized"):
            site.stranger(name, new, method)


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
