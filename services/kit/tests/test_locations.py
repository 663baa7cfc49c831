"""Addresses that people write, some of which are none."""

from urllib.parse import urljoin

import pytest
from courant_kit.content import locations

NONE = ["//[", "http://[", "https://[x/y", "//a]b/c", "http://[::1"]


@pytest.mark.parametrize("address", NONE)
def test_what_is_no_address_is_one_elsewhere(address: str) -> None:
    parts = locations.parts(address)
    assert (parts.netloc, parts.path, parts.fragment) == (address, "", "")
    assert locations.joined("/blog/a/", address) == address


def test_an_address_has_its_parts() -> None:
    assert locations.parts("//example.org/a#b")[1:3] == ("example.org", "/a")
    assert locations.joined("/blog/a/", "../b/") == "/blog/b/"


@pytest.mark.parametrize("base", ["/wiki/a/b/", "/wiki/%C3%A9/", "//elsewhere/a/", "https://elsewhere/a/", "wiki/"])
@pytest.mark.parametrize(
    "address",
    ["/", "/a", "/a/", "/wiki/a-b_c/~edit/#part", "/é/%20/", "/a//b/", "/a/./b/", "/a/../b", "//host/a", "/a?b#c",
     "/a#", "/a?", "/a;b", "/a\n", " /a", "/a#é b", "b", "#part", ""],
)  # fmt: skip
def test_addresses_from_the_root_are_what_the_library_makes_of_them(base: str, address: str) -> None:
    assert locations.joined(base, address) == urljoin(base, address)
