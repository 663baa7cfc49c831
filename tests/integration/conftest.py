"""The fixture that the integration tests share: one running router."""

from collections.abc import Iterator

import pytest

from tests.router import RouterProcess


@pytest.fixture(scope="session")
def router() -> Iterator[RouterProcess]:
    """The router as it ships, without any service; tests that stop or flood it start one of their own."""
    process = RouterProcess().start()
    yield process
    process.stop()
