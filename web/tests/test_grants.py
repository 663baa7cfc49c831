"""Grants: each sign-in with one set of rights has one; a withdrawal takes effect at once and is published to all."""

import pytest
from courant_kit.calls.errors import Forbidden, Invalid
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import finished
from courant_web.accounts import grants, people
from courant_web.accounts.person import VISITOR
from courant_web.contract import AUTHENTICATE, LIST_STANDING
from courant_web.models import Grant, User
from courant_web.upstream import following
from django.contrib.sessions.models import Session
from django.utils import timezone

from .fake_router import FakeRouter
from .http_reader import PASSWORD, Reader

ROUTER = Disclosed(1, None, "trusted")
WITHDRAWN = "courant.site.standing.withdrawn"


def handshake(stub: FakeRouter, who: Disclosed = ROUTER, peer: str = "", **headers: str) -> dict[str, str]:
    details = {"transport": {"peer": peer, "http_headers_received": {"host": "site.test:8080", **headers}}}
    answer: dict[str, str] = finished(stub.session.procedures[AUTHENTICATE.uri](who, ["courant", None, details], {}))
    return answer


def cookie(reader: Reader) -> str:
    return f"a=b; sessionid_8080={reader.cookies['sessionid_8080']}"


def test_a_socket_without_a_cookie_is_a_visitors(stub: FakeRouter) -> None:
    assert handshake(stub) == {"realm": "courant", "role": "visitor", "authid": "visitor", "extra": {"spaces": []}}


def test_a_visitors_authid_carries_the_network_by_which_their_pages_count(stub: FakeRouter, reader: Reader) -> None:
    first, second = (handshake(stub, peer=f"tcp4:203.0.113.9:{port}")["authid"] for port in (5000, 5001))
    reader.get("/shelf/mine/")
    assert first == second == f"visitor#{stub.calls[-1][1]['address']}"
    assert handshake(stub, peer="tcp4:203.0.113.10:5000")["authid"] != first


def test_a_socket_joins_as_who_its_cookie_says(stub: FakeRouter, reader: Reader) -> None:
    reader.sign_up("ada")
    identity = handshake(stub, cookie=cookie(reader), origin="http://site.test:8080")
    assert identity["role"] == "member"
    name, _, grant = identity["authid"].partition("#")
    assert (name, grant) == ("ada", Grant.objects.get().id)


def test_all_windows_of_a_browser_share_a_grant_and_browsers_do_not(stub: FakeRouter, reader: Reader) -> None:
    reader.sign_up("ada")
    other = Reader()
    other.sign_in("ada")
    first, second, third = (handshake(stub, cookie=cookie(one))["authid"] for one in (reader, reader, other))
    assert first == second != third


@pytest.mark.parametrize("value", ["", "nonsense", "x" * 5000, "0123456789abcdef0123456789abcdef", "\x00"])
def test_a_forged_cookie_is_a_visitors(stub: FakeRouter, value: str) -> None:
    assert handshake(stub, cookie=f"sessionid_8080={value}")["role"] == "visitor"


@pytest.mark.parametrize(
    "origin", ["https://evil.test", "null", "http://site.test", "http://site.test:8080.evil.test", ""]
)
def test_a_page_of_another_site_opens_no_socket(stub: FakeRouter, origin: str) -> None:
    with pytest.raises(Forbidden, match="may not open a socket"):
        handshake(stub, origin=origin)


@pytest.mark.parametrize(
    "host", ["evil.test", "evil.test:8080", "", "site.test.evil.test:8080", "[", "site.test@evil.test"]
)
def test_a_name_that_another_site_gave_this_machine_opens_no_socket(stub: FakeRouter, host: str) -> None:
    with pytest.raises(Forbidden, match="may not open a socket"):
        handshake(stub, host=host, origin=f"http://{host}")


@pytest.mark.parametrize("origin", ["http://site.test:8080", "HTTP://SITE.test:8080", "https://other.test"])
def test_pages_of_this_site_and_those_allowed_do(stub: FakeRouter, origin: str) -> None:
    assert handshake(stub, origin=origin)["role"] == "visitor"


def test_nobody_but_the_router_asks_who_somebody_is(stub: FakeRouter) -> None:
    for role in ("visitor", "admin", "service", "service-blog", "backend"):
        with pytest.raises(Invalid):
            handshake(stub, Disclosed(2, "eve", role))


def test_another_role_is_another_grant_at_once(stub: FakeRouter, reader: Reader) -> None:
    reader.sign_up("ada")
    before = handshake(stub, cookie=cookie(reader))["authid"]
    people.set_role("ada", "editor")
    finished(following.sweep())
    assert stub.published(WITHDRAWN)[-1]["grants"] == [before]
    assert "wamp.session.kill_by_authid" in [uri for uri, _, _ in stub.calls]
    after = handshake(stub, cookie=cookie(reader))
    assert (after["role"], after["authid"] != before) == ("editor", True)


def test_a_person_who_is_let_go_is_a_visitor_everywhere(stub: FakeRouter, reader: Reader) -> None:
    reader.sign_up("ada")
    handshake(stub, cookie=cookie(reader))
    people.set_active("ada", active=False)
    assert handshake(stub, cookie=cookie(reader))["role"] == "visitor"
    assert 'data-role="visitor"' in reader.get("/shelf/").text
    assert reader.sign_in("ada").headers["Location"] == "/accounts/inactive/"


def test_the_router_is_asked_to_close_sockets_until_none_can_be_left(stub: FakeRouter, reader: Reader) -> None:
    reader.sign_up("ada")
    authid = handshake(stub, cookie=cookie(reader))["authid"]
    reader.post("/accounts/logout/")
    asked: list[tuple[str, dict[str, str]]] = []

    async def close(who: Disclosed, args: list[str], kwargs: dict[str, str]) -> list[int]:
        asked.append((args[0], kwargs))
        return []

    stub.session.procedures["wamp.session.kill_by_authid"] = close
    finished(following.close_withdrawn())
    finished(following.close_withdrawn())
    assert [one for one, _ in asked] == [authid, authid]
    assert asked[0][1]["reason"] == WITHDRAWN
    Grant.objects.update(withdrawn_at=timezone.now() - 2 * grants.HANDSHAKE_TIME)
    finished(following.close_withdrawn())
    finished(following.close_withdrawn())
    assert len(asked) == 3


def test_services_can_ask_and_are_told_when_web_joins(stub: FakeRouter, reader: Reader) -> None:
    reader.sign_up("ada")
    authid = handshake(stub, cookie=cookie(reader))["authid"]
    reader.post("/accounts/logout/")
    ask = stub.session.procedures[LIST_STANDING.uri]
    assert finished(ask(Disclosed(3, "blog", "service-blog"), [], {}))["withdrawn"] == [authid]
    with pytest.raises(Forbidden):
        finished(ask(Disclosed(3, "ada", "admin"), [], {}))
    stub.session.events.clear()
    finished(stub.running.join(stub.session))
    assert stub.published(WITHDRAWN)[0]["grants"] == [authid]


def test_sessions_that_expire_take_their_grants_along(stub: FakeRouter, reader: Reader) -> None:
    reader.sign_up("ada")
    handshake(stub, cookie=cookie(reader))
    Session.objects.update(expire_date=timezone.now())
    grants.withdraw_expired()
    assert not Session.objects.exists()
    assert not Grant.objects.filter(withdrawn_at=None).exists()


def test_a_grant_never_comes_of_a_session_that_ends_meanwhile(stub: FakeRouter, reader: Reader) -> None:
    reader.sign_up("ada")
    user, key = User.objects.get(), reader.cookies["sessionid_8080"]
    reader.post("/accounts/logout/")
    assert grants._granted(user, key) is VISITOR
    reader.sign_in("ada")
    stale = User.objects.get()
    people.set_password(User.objects.get(), PASSWORD + "!")
    assert grants._granted(stale, reader.cookies["sessionid_8080"]) is VISITOR
