"""A plugin of pytest for the second run of a suite, on another database: without the tests that use none."""

import pytest

DATABASE = {"db", "transactional_db"}
"""The fixtures of a test that may use the database; the mark `django_db` gives it one of them."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what has neither the mark nor the fixtures."""
    others = [one for one in items if not _uses_database(one)]
    config.hook.pytest_deselected(items=others)
    items[:] = [one for one in items if _uses_database(one)]


def _uses_database(item: pytest.Item) -> bool:
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return item.get_closest_marker("django_db") is not None or not DATABASE.isdisjoint(fixtures)
