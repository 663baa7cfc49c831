"""Django for the blog's tests: a database of its own, on SQLite or where DATABASE_URL says; and the module staged."""

import os
import tempfile

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-blog-")

from courant_kit.project import setup

setup("blog", "courant_blog")

import pytest
from courant_blog.service import module
from courant_kit.testing import Stage

from .blog import Blog


@pytest.fixture
def blog(db: None) -> Blog:
    return Blog(Stage(module))
