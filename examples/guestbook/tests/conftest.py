"""Makes the guestbook importable as it is, with its own database."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-guestbook-")
sys.path.insert(0, str(Path(__file__).parent.parent))

import guestbook  # noqa: F401 - it sets Django up
