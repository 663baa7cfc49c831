"""Rows for the history of a page that people type into: what it takes, and how fast it is read."""

import json
import subprocess
from collections.abc import Sequence

from courant_bench.checkout import HERE
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

LIMIT = 2.0


def rows(plan: Plan) -> Sequence[Row]:
    """Type 100,000 keystrokes in sessions of several people, with a text stored at each pause."""
    if not plan.ours:
        return []
    keys = plan.count(100_000, 3_000)
    command = [HERE.python, HERE.root / "bench" / "typed.py", plan.directory, keys]
    done = subprocess.run([str(word) for word in command], cwd=HERE.root, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    final, kept = found["final"], f"{found['texts']:,} texts stored, {found['revisions']:,} revisions kept"
    return [
        Row(
            f"history of {keys:,} keystrokes, bytes kept per byte of final text", "bytes", found["stored"] / final,
            found["whole"] / final, Bar.AT_MOST, LIMIT, f"{kept}; beside it: each of them whole, compressed",
        ),
        Row("store a text", "ms", 1000 * found["store"]),
        Row("read the oldest text", "ms", 1000 * found["read"]),
        Row("compare the oldest and the newest text", "ms", 1000 * found["compare"]),
        Row("find who wrote which words, from all revisions", "ms", 1000 * found["authors"]),
    ]  # fmt: skip
