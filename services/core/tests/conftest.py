"""Django for core's tests, with a database in its own folder."""

import os
import tempfile

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-core-")
os.environ["COURANT_SITE_NAME"] = "The Delta"

from courant_kit.process.django_settings import setup

setup("core", "courant_core")
