"""Django for the blog's tests: a data directory of their own, and a database where DATABASE_URL says."""

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
    """The blog on a fake session, with nothing kept from the test before."""
    from courant_blog.service import module
    from courant_kit.testing import Stage

    from .staged_blog import Blog

    return Blog(Stage(module))
