"""Addresses that people write, some of which are none."""

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
