"""Callers: who they are, which calls share a limit, and who has no limit."""

import pytest
from courant_kit.calls.caller import disclosed, on_behalf


@pytest.mark.parametrize(
    ("authid", "role", "exempt"),
    [
        ("ada#1", "member", False),
        ("root#1", "admin", False),
        ("operator", "admin", True),
        ("wiki", "service-wiki", True),
        ("ci", "backend", False),
    ],
)
def test_only_the_sites_own_programs_have_no_rate_limit(authid: str, role: str, exempt: bool) -> None:
    assert disclosed(1, authid, role).exempt is exempt


@pytest.mark.parametrize(
    ("authid", "role", "source"),
    [
        ("ada#1", "member", "person-ada"),
        ("ada#2", "admin", "person-ada"),
        ("visitor#5e1f", "visitor", "address-5e1f"),
        ("visitor", "visitor", "socket-7"),
        ("ci#credential-1", "backend", "program-ci#credential-1"),
        ("ada#credential-2", "member", "program-ada#credential-2"),
        ("x#5e1f", "anonymous", "socket-7"),
        (None, None, "socket-7"),
    ],
)
def test_calls_count_by_person_then_by_address_then_by_socket(
    authid: str | None, role: str | None, source: str
) -> None:
    assert disclosed(7, authid, role).source == source


def test_calls_over_http_count_with_those_over_sockets() -> None:
    ada = on_behalf({"name": "ada", "role": "member", "grant": "1", "address": "5e1f"}, "service-web")
    assert ada.source == disclosed(7, "ada#2", "member").source
    visitor = on_behalf({"name": "", "role": "visitor", "grant": "", "address": "5e1f"}, "service-web")
    assert visitor.source == disclosed(7, "visitor#5e1f", "visitor").source
    assert on_behalf({"role": "visitor"}, "service-web").source == "socket-web"


def test_a_program_that_calls_over_http_counts_by_its_token() -> None:
    program = {"name": "Export", "role": "backend", "grant": "credential-token-3", "address": "5e1f"}
    found = on_behalf(program, "service-web")
    assert (found.source, found.person, found.exempt) == ("program-Export#credential-token-3", "", False)
    editor = on_behalf({**program, "role": "editor"}, "service-web")
    assert (editor.source, editor.person, editor.exempt) == (found.source, "", False)


def test_the_hash_of_a_visitors_network_is_no_grant_and_no_name() -> None:
    visitor = disclosed(7, "visitor#5e1f", "visitor")
    assert (visitor.name, visitor.grant, visitor.authid) == ("", "", "")
