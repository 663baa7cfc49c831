"""Crossbar with the site's own tuning and nothing else of it: `python router.py FOLDER` runs `config.json` there.

No rights are asked for, nobody signs in, and no service but the component joins.
"""

import json
import sys
from pathlib import Path

from courant_router.node import run
from courant_router.tuning import IDEAS, permissions

folder = Path(sys.argv[1])
for idea in IDEAS:
    if idea is not permissions:  # they are those of the site's services
        idea.tune()
sys.exit(run(json.loads((folder / "config.json").read_text()), folder))
