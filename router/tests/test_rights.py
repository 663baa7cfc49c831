"""The rights that are decided in code, apart from a running router."""

import pytest
from courant_kit.live.audience import person, space
from courant_router.rights import AUTHENTICATORS, LISTENERS, OWN_MODULES, ROLES, Client, allows, client


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("uri", AUTHENTICATORS)
def test_nobody_asks_an_authenticator(role: str, uri: str) -> None:
    assert not allows(Client(role, "guestbook"), "call", uri)


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("action", ["call", "subscribe", "register", "publish"])
@pytest.mark.parametrize(
    "uri", ["", "courant", "courant.guestbook", "courant.guestbook.live", "courant..live.", "courant.guestbook.live.",
            "courant.guestbook.live.a.b", "wamp.session.get", "router.rights.authorize", "other.guestbook.live.a"],
)  # fmt: skip
def test_only_names_of_four_parts_are_anybodys_business(role: str, action: str, uri: str) -> None:
    assert not allows(Client(role, "guestbook"), action, uri)


@pytest.mark.parametrize("name", OWN_MODULES)
def test_a_stranger_with_the_name_of_our_module_gets_nothing_of_it(name: str) -> None:
    assert not allows(Client("service", name), "register", f"courant.{name}.page.front")
    assert not allows(Client("service", name), "subscribe", f"courant.{name}.staff.draft-1")


@pytest.mark.parametrize("role", sorted(ROLES - {"service"}))
@pytest.mark.parametrize("action", ["register", "publish"])
def test_people_and_backends_offer_nothing(role: str, action: str) -> None:
    assert not allows(Client(role, "guestbook"), action, "courant.guestbook.live.entries")


@pytest.mark.parametrize("action", ["call", "subscribe", "register", "publish"])
def test_a_role_that_the_table_does_not_know_has_no_rights(action: str) -> None:
    assert not allows(Client("stranger", "guestbook"), action, "courant.guestbook.live.entries")


HEARD = {
    "live": ROLES,
    "members": {"member", "editor", "admin"},
    "staff": {"editor", "admin"},
    "admin": {"admin"},
    "post": LISTENERS,
    "space": LISTENERS,
    "personal": LISTENERS,
}


@pytest.mark.parametrize("third", HEARD)
def test_the_third_component_says_who_hears(third: str) -> None:
    heard = {role for role in ROLES if allows(Client(role, "ada"), "subscribe", f"courant.blog.{third}.x")}
    assert heard == HEARD[third]


def test_a_space_and_a_person_are_heard_by_those_alone() -> None:
    ada = Client("member", "ada", frozenset({"7"}))
    assert allows(ada, "subscribe", f"courant.wiki.{space(7)}.page-1")
    assert not allows(ada, "subscribe", f"courant.wiki.{space(8)}.page-1")
    assert allows(ada, "subscribe", f"courant.notices.{person('ada')}.list")
    assert not allows(Client("admin", "root"), "subscribe", f"courant.notices.{person('ada')}.list")
    assert not allows(Client("admin", "root"), "subscribe", f"courant.wiki.{space(7)}.page-1")


def test_a_session_is_read_as_crossbar_describes_it() -> None:
    extra = {"spaces": ["7"]}
    assert client({"authrole": "member", "authid": "ada#1", "authextra": extra}) == Client(
        "member", "ada", frozenset({"7"})
    )
    assert client({"authrole": "visitor", "authid": "visitor", "authextra": extra}).spaces == frozenset()
    assert client({"authrole": "member", "authid": "ada#1", "authextra": None}).spaces == frozenset()
