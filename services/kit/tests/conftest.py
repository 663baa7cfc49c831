"""Django for the kit's tests: the database of a module called shelf, in a temporary folder."""

import os
import tempfile

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-kit-")

from courant_kit.process.django_settings import setup

setup("shelf")
