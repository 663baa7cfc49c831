"""Every role tries every declared procedure and topic on the running site; the results match the contracts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from typing import Any

import pytest
from courant_kit.calls.caller import EVERYONE, Caller, Role, disclosed, role_of
from courant_kit.live.audience import Audience, person, space
from courant_kit.process import discovery
from courant_kit.wire.contract import SITE, Contract, Procedure, Topic, admits
from courant_kit.wire.schemas import complete

from tests.readers import Reader
from tests.router import SERVICES
from tests.site import Site
from tests.wamp import Peer, WampError

pytestmark = pytest.mark.router

OURS = SERVICES
SPECIAL = {name: f"service-{name}" for name in ("core", "web")}
STRANGERS = ("guestbook", "shop")
CONTRACTS = {
    one.name: complete(Contract.of(one.name, import_module(f"{one.package}.contract")))
    for one in discovery.all_services()
}
PROCEDURES: dict[str, Procedure] = {uri: one for found in CONTRACTS.values() for uri, one in found.procedures.items()}
TOPICS: dict[str, Topic] = {uri: one for found in CONTRACTS.values() for uri, one in found.topics.items()}

NOT_AUTHORIZED, FORBIDDEN = "wamp.error.not_authorized", "courant.error.forbidden"

Peers = dict[str, Peer]


@pytest.fixture(scope="module")
def peers(site: Site) -> Iterator[Peers]:
    """One session of each kind that there is, by name."""
    with ExitStack() as stack:
        found = {"visitor": site.visitor()}
        for role, name in {"member": "grace", "editor": "ada", "admin": "admin"}.items():
            found[role] = stack.enter_context(Reader(site)).sign_in(name).socket()
        found |= {name: site.service(name) for name in OURS}
        with site.operator() as operator:
            found["backend"] = stranger(site, operator, "mailer", "backend")
            found |= {name: stranger(site, operator, name, "module") for name in STRANGERS}
        yield {name: stack.enter_context(peer) for name, peer in found.items()}


def stranger(site: Site, operator: Peer, name: str, kind: str) -> Peer:
    """A session of a program that has just been given a credential."""
    secret = operator.call("courant.core.credential.create", name=name, kind=kind)["secret"]
    return site.stranger(name, secret)


def role(peer: Peer) -> Role:
    """The role in the contracts' sense."""
    return role_of(peer.welcome[2]["authrole"])


def caller(peer: Peer) -> Caller:
    """The session as services see it."""
    return disclosed(1, peer.welcome[2]["authid"], peer.welcome[2]["authrole"])


def refused(peer: Peer, uri: str) -> bool:
    """Whether a call is refused for who calls: by the router, by the service, or with a page that says so."""
    try:
        answer = peer.call(uri)
    except WampError as error:
        return error.uri in {NOT_AUTHORIZED, FORBIDDEN}
    return isinstance(answer, dict) and answer.get("status") == 403


def permitted(ask: Callable[..., object], *args: object, **options: object) -> bool:
    """Whether the router lets a session do this."""
    try:
        ask(*args, **options)
    except WampError as error:
        if error.uri != NOT_AUTHORIZED:
            raise
        return False
    return True


def hears(peer: Peer, topic: str) -> bool:
    """Whether a session may subscribe."""
    return permitted(peer.subscribe, topic)


def offers(peer: Peer, uri: str) -> bool:
    """Whether a session may register, beside who does already: another policy is refused before rights are asked."""
    return permitted(peer.register, uri, lambda *_: None, invoke="roundrobin")


def publishes(peer: Peer, uri: str) -> bool:
    """Whether a session may publish."""
    return permitted(peer.publish, uri)


def test_each_session_has_the_role_it_should_have(peers: Peers) -> None:
    assert {name: peer.welcome[2]["authrole"] for name, peer in peers.items()} == {
        "visitor": "visitor", "member": "member", "editor": "editor", "admin": "admin", "backend": "backend",
        **dict.fromkeys((*OURS, *STRANGERS), "service"), **SPECIAL,
    }  # fmt: skip
    assert {role(peer) for peer in peers.values()} == EVERYONE


@pytest.mark.parametrize("uri", PROCEDURES)
def test_a_procedure_answers_whom_its_contract_names(peers: Peers, uri: str) -> None:
    may = {name for name, peer in peers.items() if admits(PROCEDURES[uri].who, caller(peer))}
    assert {name for name, peer in peers.items() if not refused(peer, uri)} == may


@pytest.mark.parametrize("uri", TOPICS)
def test_a_topic_is_heard_by_whom_its_contract_names(peers: Peers, uri: str) -> None:
    may = {name for name, peer in peers.items() if role(peer) in TOPICS[uri].who}
    assert {name for name, peer in peers.items() if hears(peer, uri)} == may


@pytest.mark.parametrize("module", [*OURS, *STRANGERS])
@pytest.mark.parametrize("audience", ["live", "members", "staff", "admin", space(7), person("grace"), person("ada")])
def test_the_topics_of_fragments_are_heard_by_their_audience(peers: Peers, module: str, audience: str) -> None:
    admitted = {name for name, peer in peers.items() if Audience(audience).admits(caller(peer))}
    heard = {name for name, peer in peers.items() if hears(peer, f"courant.{module}.{audience}.thing-1")}
    assert heard == admitted | {*SPECIAL, module}


def test_every_fragment_is_heard_by_its_audience(peers: Peers) -> None:
    for fragment in (one for found in CONTRACTS.values() for one in found.fragments.values()):
        shown = fragment("live-1" if fragment.key is str else 1) if fragment.key in (int, str) else fragment()
        admitted = {name for name, peer in peers.items() if shown.audience.admits(caller(peer))}
        assert {name for name, peer in peers.items() if hears(peer, shown.topic)} == admitted | {
            *SPECIAL,
            fragment.module,
        }


@pytest.mark.parametrize("uri", [*PROCEDURES, *TOPICS])
def test_nobody_but_its_owner_offers_or_publishes_it(peers: Peers, uri: str) -> None:
    owners = {"core", "web"} if uri.startswith(SITE) else {uri.split(".")[1]}
    others = {name: peer for name, peer in peers.items() if name not in owners}
    assert not [name for name, peer in others.items() if offers(peer, uri) or publishes(peer, uri)]


@pytest.mark.parametrize("own", STRANGERS)
def test_a_strangers_names_are_its_own(peers: Peers, own: str) -> None:
    uri = f"courant.{own}.thing.happened"
    assert [name for name, peer in peers.items() if publishes(peer, uri)] == [own]
    assert [name for name, peer in peers.items() if offers(peer, uri)] == [own]


def test_nothing_is_offered_that_is_not_declared(peers: Peers) -> None:
    assert offered(peers["core"]) == {*PROCEDURES} | {f"courant.{own}.thing.happened" for own in STRANGERS}


def test_nothing_is_told_that_is_not_declared(peers: Peers) -> None:
    heard = peers["core"].subscribe("courant.", match="prefix")
    post = peers["editor"].call("courant.blog.post.save", title="Told", text="Once.", tags="news", published=True)
    peers["editor"].call("courant.blog.post.delete", id=post["id"])
    peers["editor"].call("courant.wiki.page.save", title="Told", path="told", text="Once.")
    peers["editor"].call("courant.wiki.page.delete", path="told")
    told: set[str] = set()
    while not told >= {"courant.blog.post.deleted", "courant.wiki.page.deleted"}:
        told.add(peers["core"].next_event(heard)[2]["topic"])
    assert {topic for topic in told if not Audience(topic.split(".")[2]).known} <= {*TOPICS}


def offered(core: Peer) -> set[str]:
    """Every procedure of the site that is registered now."""
    listed: dict[str, list[int]] = core.call("wamp.registration.list")
    found: list[dict[str, Any]] = [core.call("wamp.registration.get", one) for ids in listed.values() for one in ids]
    return {one["uri"] for one in found if one["uri"].startswith("courant.")}
