"""Makes the bench importable; it is not an installed package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
