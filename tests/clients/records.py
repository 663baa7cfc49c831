"""What was seen of each client, as the document shows it: recorded in `seen.json`, compared by the test.

`COURANT_RECORD=1 python -m pytest tests/clients` writes it again.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "seen.json"
RECORDING = bool(os.environ.get("COURANT_RECORD"))


def recorded() -> dict[str, dict[str, Any]]:
    """The findings of each client by its name."""
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text()) if FILE.exists() else {}
    return found


def record(client: str, seen: Mapping[str, Any]) -> None:
    """Write or replace the findings of a client; those of another kind stay."""
    every = recorded()
    every[client] = {**every.get(client, {}), **seen}
    FILE.write_text(json.dumps(every, indent=1) + "\n")
