"""Makes the code of the router's environment importable; these tests do not need Crossbar."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
