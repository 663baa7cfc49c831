"""Django for the kit's own tests: the database of a module called shelf, in a folder of its own."""

import os
import tempfile

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-kit-")

from courant_kit.process.project import setup

setup("shelf")
