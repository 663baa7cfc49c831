"""Django for the search's tests: its own data directory, and the database in DATABASE_URL if it is set."""

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .staged_search import Search

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-search-")

from courant_kit.process.django_settings import setup

setup("search", "courant_search", durable=False)


@pytest.fixture
def search() -> "Search":
    """The search on a fake session, with nothing left from the previous test."""
    from .staged_search import Search

    return Search()
