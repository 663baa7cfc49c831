"""Lets the tests import what runs in the router's own environment; none of it needs Crossbar."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
