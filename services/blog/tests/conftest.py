"""Django for the blog's tests: its own data directory, and the database in DATABASE_URL if it is set."""

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .staged_blog import Blog

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-blog-")

from courant_kit.process.django_settings import setup

setup("blog", "courant_blog")


@pytest.fixture
def blog(db: None) -> "Blog":
    """The blog on a fake session, with nothing left from the previous test."""
    from courant_blog.service import module
    from courant_kit.testing import Stage

    from .staged_blog import Blog

    return Blog(Stage(module))
