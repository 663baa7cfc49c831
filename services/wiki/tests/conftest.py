"""Django for the wiki's tests: a data directory of their own, and a database where DATABASE_URL says."""

import os
import tempfile

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-wiki-")

from courant_kit.project import setup  # noqa: E402 - the environment comes first

setup("wiki", "courant_wiki")
