"""The rights that are decided in code, without a running router."""

import pytest
from courant_kit.live.audience import person, space
from courant_router.rights import AUTHENTICATORS, LISTENERS, ROLES, SITE, SPECIAL, Client, allows, client

INSTALLED = {"blog", "wiki"}


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


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("action", ["subscribe", "register"])
@pytest.mark.parametrize("match", ["prefix", "wildcard"])
def test_a_whole_name_that_is_meant_as_a_pattern_is_one(role: str, action: str, match: str) -> None:
    assert not allows(Client(role, "guestbook"), action, "courant.guestbook.live.a", (), match)


@pytest.mark.parametrize("name", sorted(SPECIAL | INSTALLED | {SITE}))
def test_a_stranger_with_the_name_of_our_module_gets_nothing_of_it(name: str) -> None:
    own = Client("service", name)
    assert not allows(own, "register", f"courant.{name}.page.front", INSTALLED)
    assert not allows(own, "publish", f"courant.{name}.live.page-1", INSTALLED)
    assert not allows(own, "subscribe", f"courant.{name}.staff.draft-1", INSTALLED)


@pytest.mark.parametrize("name", sorted(INSTALLED))
def test_an_installed_service_has_what_is_its_own_and_nothing_else(name: str) -> None:
    (other,) = INSTALLED - {name}
    own = Client("service", name, by_secret=True)
    for action in ("register", "publish"):
        assert allows(own, action, f"courant.{name}.page.front", INSTALLED)
        for module in (other, "core", "web", "site", "guestbook"):
            assert not allows(own, action, f"courant.{module}.page.front", INSTALLED)
    assert allows(own, "subscribe", f"courant.{name}.staff.draft-1", INSTALLED)
    assert not allows(own, "subscribe", f"courant.{other}.staff.draft-1", INSTALLED)


@pytest.mark.parametrize("name", sorted(SPECIAL | {SITE}))
def test_a_secret_does_not_make_another_role_special(name: str) -> None:
    own = Client("service", name, by_secret=True)
    assert not allows(own, "register", f"courant.{name}.page.front", {name})


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
    ada = Client("member", "ada", "ada", frozenset({"7"}))
    assert allows(ada, "subscribe", f"courant.wiki.{space(7)}.page-1")
    assert not allows(ada, "subscribe", f"courant.wiki.{space(8)}.page-1")
    assert allows(ada, "subscribe", f"courant.notices.{person('ada')}.list")
    assert not allows(Client("admin", "root", "root"), "subscribe", f"courant.notices.{person('ada')}.list")
    assert not allows(Client("admin", "root", "root"), "subscribe", f"courant.wiki.{space(7)}.page-1")


def test_a_session_is_read_as_crossbar_describes_it() -> None:
    extra = {"spaces": ["7"]}
    assert client({"authrole": "member", "authid": "ada#1", "authextra": extra}) == Client(
        "member", "ada", "ada", frozenset({"7"})
    )
    for method in ("ticket", "wampcra", "cryptosign"):
        program = {"authrole": "member", "authid": "ada#credential-1", "authmethod": method, "authextra": extra}
        assert client(program) == Client("member", "ada")
    signed = {"authid": "blog#credential-1", "authmethod": "wampcra", "authprovider": "dynamic"}
    assert not client(signed).by_secret
    assert client({"authrole": "visitor", "authid": "visitor", "authextra": extra}).spaces == frozenset()
    assert client({"authrole": "visitor", "authid": "visitor#5e1f", "authextra": extra}).spaces == frozenset()
    assert client({"authrole": "backend", "authid": "ci#credential-1", "authextra": extra}).spaces == frozenset()
    assert client({"authrole": "member", "authid": "ada#1", "authextra": None}).spaces == frozenset()
    assert client({"authrole": "service", "authid": "shop#credential-1", "authmethod": "ticket"}).name == "shop"
    assert client({"authid": "blog", "authmethod": "wampcra", "authprovider": "static"}).by_secret
    assert not client({"authid": "blog", "authmethod": "ticket", "authprovider": "dynamic"}).by_secret
