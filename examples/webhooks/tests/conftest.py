"""Makes the module importable as it is, with its own database."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["COURANT_DATA"] = tempfile.mkdtemp(prefix="courant-webhooks-")
os.environ["WEBHOOKS_ALLOWED_NETWORKS"] = "127.0.0.0/8"
sys.path.insert(0, str(Path(__file__).parent.parent))

import webhooks  # noqa: F401 - it sets Django up
