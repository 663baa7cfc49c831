"""The rights that are decided in code, apart from a running router."""

import pytest
from courant_router.rights import AUTHENTICATORS, HEARS, SPECIAL, allows

INSTALLED = {"blog", "wiki"}


@pytest.mark.parametrize("role", HEARS)
@pytest.mark.parametrize("uri", AUTHENTICATORS)
def test_nobody_asks_an_authenticator(role: str, uri: str) -> None:
    assert not allows(role, "guestbook", "call", uri)


@pytest.mark.parametrize("role", HEARS)
@pytest.mark.parametrize("action", ["call", "subscribe", "register", "publish"])
@pytest.mark.parametrize(
    "uri", ["", "courant", "courant.guestbook", "courant.guestbook.live", "courant..live.", "courant.guestbook.live.",
            "courant.guestbook.live.a.b", "wamp.session.get", "router.rights.authorize", "other.guestbook.live.a"],
)  # fmt: skip
def test_only_names_of_four_parts_are_anybodys_business(role: str, action: str, uri: str) -> None:
    assert not allows(role, "guestbook", action, uri)


@pytest.mark.parametrize("name", sorted(SPECIAL | INSTALLED))
@pytest.mark.parametrize("authid", ["{}", "{}#credential-1"])
def test_a_stranger_with_the_name_of_our_module_gets_nothing_of_it(name: str, authid: str) -> None:
    own = authid.format(name)
    assert not allows("service", own, "register", f"courant.{name}.page.front", INSTALLED)
    assert not allows("service", own, "publish", f"courant.{name}.live.page-1", INSTALLED)
    assert not allows("service", own, "subscribe", f"courant.{name}.staff.draft-1", INSTALLED)


@pytest.mark.parametrize("name", INSTALLED)
def test_an_installed_service_has_what_is_its_own_and_nothing_else(name: str) -> None:
    (other,) = INSTALLED - {name}
    for action in ("register", "publish"):
        assert allows("service", name, action, f"courant.{name}.page.front", INSTALLED, by_secret=True)
        for module in (other, "core", "web", "guestbook"):
            assert not allows("service", name, action, f"courant.{module}.page.front", INSTALLED, by_secret=True)
    assert allows("service", name, "subscribe", f"courant.{name}.staff.draft-1", INSTALLED, by_secret=True)
    assert not allows("service", name, "subscribe", f"courant.{other}.staff.draft-1", INSTALLED, by_secret=True)


@pytest.mark.parametrize("name", SPECIAL)
def test_a_secret_does_not_make_another_role_special(name: str) -> None:
    assert not allows("service", name, "register", f"courant.{name}.page.front", {name}, by_secret=True)


@pytest.mark.parametrize("role", sorted(set(HEARS) - {"service"}))
@pytest.mark.parametrize("action", ["register", "publish"])
def test_people_and_backends_offer_nothing(role: str, action: str) -> None:
    assert not allows(role, "guestbook", action, "courant.guestbook.live.entries")


@pytest.mark.parametrize("action", ["call", "subscribe", "register", "publish"])
def test_a_role_that_the_table_does_not_know_has_no_rights(action: str) -> None:
    assert not allows("stranger", "guestbook", action, "courant.guestbook.live.entries")
