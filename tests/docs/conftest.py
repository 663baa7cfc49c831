"""Fixtures of the document tests: one running site, on which each document creates its credentials."""

from collections.abc import Iterator

import pytest

from tests.prepared import prepared
from tests.site import Site


@pytest.fixture(scope="session")
def running() -> Iterator[Site]:
    """A whole site."""
    started = prepared(people=False)
    yield started
    started.stop()


@pytest.fixture
def site(running: Site) -> Site:
    """The site without the credentials that another document made, as each tells its reader to make its own."""
    with running.operator() as operator:
        for one in operator.call("courant.core.credential.list")["credentials"]:
            operator.call("courant.core.credential.revoke", name=one["name"])
    return running
