"""Who is calling, and who may call without a limit."""

import pytest
from courant_kit.calls.caller import disclosed


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
