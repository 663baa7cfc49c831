"""A plugin of pytest that has Python look for garbage seldom: on the blog's tests, that takes a tenth of their time.

What tests load and collect lives as long as their process.
"""

import gc

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what is there by now alone, and look at the rest when there is much of it."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
