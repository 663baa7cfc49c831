"""What the credentials of modules and backends open, by which method a program joins, and how they end."""

from collections.abc import Callable

import pytest

from tests.core_alone import FORBIDDEN
from tests.router import RouterProcess
from tests.wamp import PATIENCE, Lost, Peer, WampError

pytestmark = pytest.mark.router


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
        assert forum.lost.wait(PATIENCE)
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
        assert mirror.lost.wait(PATIENCE)
    for secret, other in ((old, method), (new, "ticket"), (KEYS[0][0], "wampcra"), (KEYS[0][0], "cryptosign")):
        with pytest.raises(WampError):
            site.stranger("mirror", secret, other)
    with site.stranger("mirror", new, method) as mirror:
        operator.call("courant.core.credential.revoke", name="mirror")
        assert mirror.lost.wait(PATIENCE)
    for name in ("mirror", "nobody"):  # both are challenged, and refused in the same words
        with pytest.raises(WampError, match="not_authorized"):
            site.stranger(name, new, method)
