"""Django for the wiki's tests: its own data directory, and the database in DATABASE_URL if it is set."""

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .staged_wiki import Wiki

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-wiki-")

from courant_kit.process.django_settings import setup

setup("wiki", "courant_wiki")


@pytest.fixture
def wiki() -> "Wiki":
    """The wiki on a fake session, with nothing left from the previous test."""
    from .staged_wiki import Wiki

    return Wiki()
