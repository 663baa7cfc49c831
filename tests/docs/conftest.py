"""What the tests of documents share: one running site, empty at the start."""

from collections.abc import Iterator

import pytest

from tests.site import Site


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """A whole site."""
    running = Site().start()
    yield running
    running.stop()
