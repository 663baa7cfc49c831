"""What the integration tests share: one running router, and one whole site with people on it."""

from collections.abc import Iterator

import pytest

from tests.fixtures import site
from tests.router import RouterProcess

__all__ = ["site"]


@pytest.fixture(scope="session")
def router() -> Iterator[RouterProcess]:
    """The router as it ships, without any service; tests that stop or flood it start one of their own."""
    process = RouterProcess().start()
    yield process
    process.stop()
