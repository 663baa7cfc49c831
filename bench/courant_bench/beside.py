"""Runs a script of the bench in the services' environment, beside the site that it starts, and reads what it found."""

import json
import os
import subprocess
from typing import Any

from courant_bench.checkout import HERE
from courant_bench.processes import NotReady


def found_by(script: str, *words: float) -> dict[str, Any]:
    """Return the JSON object in the last line that `bench/SCRIPT WORDS` prints; raises `NotReady` if it fails."""
    command = [str(HERE.python), str(HERE.root / "bench" / script), *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(HERE.root)}
    done = subprocess.run(command, cwd=HERE.root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotReady(f"{script} failed:\n{done.stdout[-1000:]}\n{done.stderr[-2000:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def percentile(figures: list[float], part: float) -> float:
    """Return the figure below which `part` (0 to 1) of them are."""
    return sorted(figures)[min(len(figures) - 1, int(part * len(figures)))]
