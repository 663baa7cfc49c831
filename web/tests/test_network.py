"""A visitor's network: which address counts, and the hash of it that services receive."""

from datetime import date
from typing import Any

import pytest
from courant_web.accounts.network import mark, of_socket

DAY = date(2026, 11, 28)
PROXIES = "127.0.0.1,::1,10.0.0.0/8"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
    ],
)
def test_an_ipv6_address_counts_by_its_network(one: str, other: str, same: bool) -> None:
    assert (mark(one, "key", DAY) == mark(other, "key", DAY)) is same


def test_the_hash_is_the_sites_own_and_the_days() -> None:
    marks = {mark("203.0.113.9", "key", DAY), mark("203.0.113.9", "other", DAY),
             mark("203.0.113.9", "key", date(2026, 11, 29))}  # fmt: skip
    assert len(marks) == 3
    assert {len(one) for one in marks} == {16}


@pytest.mark.parametrize("address", ["", "unix", "nonsense", "203.0.113"])
def test_what_is_no_address_has_none(address: str) -> None:
    assert mark(address, "key", DAY) == ""


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("tcp4:203.0.113.9:5000", None, "203.0.113.9"),
        ("tcp4:203.0.113.9:5000", "198.51.100.1", "203.0.113.9"),
        ("tcp6:2001:db8::1:5000", None, "2001:db8::1"),
        ("tcp4:127.0.0.1:5000", "198.51.100.1", "198.51.100.1"),
        ("tcp6:::ffff:127.0.0.1:5000", "198.51.100.1", "198.51.100.1"),
        ("tcp6:::ffff:203.0.113.9:5000", "198.51.100.1", "203.0.113.9"),
        ("tcp4:10.1.2.3:5000", "6.6.6.6, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
        ("tcp4:127.0.0.1:5000", None, "127.0.0.1"),
        ("unix:/run/x", None, ""),
        (None, "198.51.100.1", ""),
    ],
)
def test_only_a_trusted_proxy_says_for_whom_it_opens_a_socket(
    peer: str | None, forwarded: str | None, address: str
) -> None:
    details: dict[str, Any] = {"transport": {"peer": peer}}
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert of_socket(details, headers, PROXIES) == address
