"""Addresses of repositories: none has a secret in it."""

import pytest
from courant_cli.installation import Trouble
from courant_cli.sync import addresses


@pytest.mark.parametrize(
    "location",
    [
        "https://bob:thyme@git.example/x.git", "http://thyme@git.example/x.git", "https://:thyme@git.example/x.git",
        "ssh://bob:thyme@git.example/x.git", "git+ssh://bob:thyme@git.example/x.git", "git://bob:thyme@git.example/x",
        "ftp://bob:thyme@git.example/x", "bob:thyme@git.example:x.git", "https://git.example/x.git?token=thyme",
        "https://git.example/x.git#thyme", "ssh://git.example/x.git?password=thyme",
    ],
)  # fmt: skip
def test_an_address_with_a_secret_is_rejected_and_not_repeated(location: str) -> None:
    with pytest.raises(Trouble) as problem:
        addresses.checked(location)
    assert "thyme" not in str(problem.value)


@pytest.mark.parametrize(
    "location",
    ["https://git.example/x.git", "ssh://git@git.example:22/x.git", "git@git.example:garden/x.git", "/srv/x.git",
     "../a?b/x.git", "file:///srv/x.git"],
)  # fmt: skip
def test_others_are_accepted(location: str) -> None:
    addresses.checked(location)
