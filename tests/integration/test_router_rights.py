"""Each role's rights on the real router, independent of the checks in the services behind it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.router import RouterProcess
from tests.wamp import PATIENCE, Peer, WampError

REFUSALS = {"wamp.error.not_authorized", "wamp.error.invalid_uri"}

EVERYBODY = {"visitor", "member", "editor", "admin", "backend", "service", "core", "blog", "wiki", "web"}
OURS = {"core", "blog", "wiki", "web"}

HEARD = {
    "courant.blog.live.post-1": EVERYBODY,
    "courant.guestbook.live.entries": EVERYBODY,
    "courant.blog.staff.draft-1": {"editor", "admin", "core", "web", "blog"},
    "courant.guestbook.staff.queue": {"editor", "admin", "service", "core", "web"},
    "courant.core.module.changed": EVERYBODY,
    "courant.blog.post.published": {"admin", "backend", "service"} | OURS,
    "courant.site.standing.withdrawn": {"service"} | OURS,
    "courant.wiki.members.page-1": {"member", "editor", "admin", "core", "web", "wiki"},
    "courant.core.admin.modules": {"admin", "core", "web"},
    "courant.wiki.space-7.page-1": {"core", "web", "wiki"},
    "wamp.session.on_join": {"core", "web"},
    "wamp.session.on_leave": OURS,
    "wamp.subscription.on_subscribe": {"core"},
    "somewhere.else": set(),
}

CALLED = {
    "courant.blog.post.save": EVERYBODY,
    "courant.guestbook.page.front": EVERYBODY,
    "courant.blog.live.since": EVERYBODY,
    "courant.web.session.authenticate": set(),
    "courant.core.credential.authenticate": set(),
    "router.rights.authorize": set(),
    "wamp.session.get": {"core", "web"},
    "wamp.session.kill_by_authid": {"core", "web"},
    "wamp.session.list": {"core", "web"},
    "wamp.subscription.count_subscribers": {"core"},
    "wamp.registration.list": {"core"},
    "somewhere.else": set(),
}

OFFERED = {
    "courant.core.thing.do": {"core"},
    "courant.site.thing.do": {"core", "web"},
    "courant.blog.thing.do": {"blog"},
    "courant.wiki.thing.do": {"wiki"},
    "courant.web.thing.do": {"web"},
    "courant.guestbook.thing.do": {"service"},
    "courant.other.thing.do": set(),
    "courant.guestbook.thing": set(),
    "router.rights.other": set(),
    "wamp.session.get": set(),
    "somewhere.else": set(),
}


def role_in_cookie(args: list[Any], kwargs: dict[str, Any], details: dict[str, Any]) -> dict[str, str]:
    """Stands in for web: believes the cookie of the handshake."""
    cookie = args[2]["transport"]["http_headers_received"].get("cookie", "")
    role = cookie.partition("role=")[2] or "visitor"
    return {"realm": "courant", "role": role, "authid": f"{role}-1"}


def role_of_ticket(args: list[Any], kwargs: dict[str, Any], details: dict[str, Any]) -> dict[str, str]:
    """Stands in for core: believes tickets of the form `<role> please`."""
    role, _, please = args[2]["ticket"].partition(" ")
    if please != "please":
        raise WampError("courant.error.forbidden", ["This credential is not known."])
    return {"realm": "courant", "role": role, "authid": args[1]}


@pytest.fixture(scope="module")
def peers(router: RouterProcess) -> Iterator[dict[str, Peer]]:
    """One session of each role."""
    sessions = {name: router.service(name) for name in ("core", "web", "blog", "wiki")}
    sessions["web"].register("courant.web.session.authenticate", role_in_cookie)
    sessions["core"].register("courant.core.credential.authenticate", role_of_ticket)
    for role in ("visitor", "member", "editor", "admin"):
        sessions[role] = router.browser({"Cookie": f"role={role}"})
    sessions["backend"] = router.stranger("mailer", "backend please")
    sessions["service"] = router.stranger("guestbook", "service please")
    yield sessions
    for session in sessions.values():
        session.close()


def refused(peer: Peer, action: str, uri: str, **options: Any) -> bool:
    """Whether the router says that this session has no right; any other refusal means that it has."""
    try:
        if action == "call":
            peer.call(uri)
        elif action == "subscribe":
            peer.subscribe(uri, **options)
        elif action == "publish":
            peer.publish(uri)
        else:
            peer.register(uri, lambda *_: None, invoke="random", **options)
    except WampError as error:
        return error.uri in REFUSALS
    return False


def having(peers: dict[str, Peer], action: str, uri: str, **options: Any) -> set[str]:
    """The roles that have this right."""
    return {name for name, peer in peers.items() if not refused(peer, action, uri, **options)}


@pytest.mark.parametrize("uri", HEARD)
def test_a_topic_is_heard_by_whom_it_is_meant_for(peers: dict[str, Peer], uri: str) -> None:
    assert having(peers, "subscribe", uri) == HEARD[uri]


@pytest.mark.parametrize("uri", CALLED)
def test_what_may_be_called_at_all(peers: dict[str, Peer], uri: str) -> None:
    assert having(peers, "call", uri) == CALLED[uri]


@pytest.mark.parametrize("uri", OFFERED)
@pytest.mark.parametrize("action", ["register", "publish"])
def test_a_service_offers_only_what_is_its_own(peers: dict[str, Peer], action: str, uri: str) -> None:
    assert having(peers, action, uri) == OFFERED[uri]


@pytest.mark.parametrize(
    ("match", "pattern"),
    [("prefix", "courant."), ("prefix", "courant.blog.staff."), ("prefix", "courant.blog"), ("prefix", ""),
     ("prefix", "courant.core.live.presence"), ("prefix", "courant.core.module.changed"),
     ("wildcard", "courant..staff."), ("wildcard", "courant..."), ("wildcard", "courant..live.")],
)  # fmt: skip
def test_nobody_but_core_and_web_listens_to_patterns(peers: dict[str, Peer], match: str, pattern: str) -> None:
    assert having(peers, "subscribe", pattern, match=match) <= {"core", "web"}


@pytest.mark.parametrize("pattern", ["courant.", "courant.blog.", "courant.guestbook.", "courant.guestbook.page.a"])
def test_a_stranger_registers_no_pattern(peers: dict[str, Peer], pattern: str) -> None:
    assert "service" not in having(peers, "register", pattern, match="prefix")


def test_the_caller_is_disclosed_to_the_service(peers: dict[str, Peer]) -> None:
    peers["blog"].register(
        "courant.blog.who.asks", lambda *asked: [asked[2]["caller_authid"], asked[2]["caller_authrole"]]
    )
    asked = {name: peers[name].call("courant.blog.who.asks") for name in ("visitor", "editor", "backend", "service")}
    assert asked == {
        "visitor": ["visitor-1", "visitor"],
        "editor": ["editor-1", "editor"],
        "backend": ["mailer", "backend"],
        "service": ["guestbook", "service"],
    }


def test_the_operator_is_an_administrator(router: RouterProcess) -> None:
    with router.service("operator") as operator:
        assert operator.welcome[2]["authid"] == "operator"
        assert operator.welcome[2]["authrole"] == "admin"


def test_a_wrong_secret_is_refused(router: RouterProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(router.secrets, "blog", "not the secret of the blog")
    with pytest.raises(WampError, match="error"):
        router.service("blog")


def test_an_unknown_ticket_is_refused_with_the_reason(router: RouterProcess, peers: dict[str, Peer]) -> None:
    with pytest.raises(WampError) as refusal:
        router.stranger("mailer", "let me in")
    assert refusal.value.uri == "courant.error.forbidden"


def test_a_session_may_be_ended_by_its_authid(router: RouterProcess, peers: dict[str, Peer]) -> None:
    with router.browser({"Cookie": "role=member"}) as member:
        peers["web"].call("wamp.session.kill_by_authid", "member-1", reason="courant.error.forbidden")
        assert member.goodbye.wait(PATIENCE)
