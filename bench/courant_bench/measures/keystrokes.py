"""Rows for a shared text into which people have typed: what its log takes and how fast it loads, beside Yjs' own."""

import json
import subprocess
from collections.abc import Sequence

from courant_bench.checkout import HERE
from courant_bench.hocuspocus import PEER
from courant_bench.packages import NODE, install
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

LIMIT = 0.2


def rows(plan: Plan) -> Sequence[Row]:
    """Type 100,000 keys in sessions of several people, and load the text from our log and from the peer's."""
    if not plan.ours:
        return []
    keys = plan.count(100_000, 3_000)
    command = [HERE.python, HERE.root / "bench" / "keystrokes.py", plan.directory, keys]
    found = json.loads(_printed(command).splitlines()[-1])
    peer = _peer_loads(plan) if plan.peer else None
    final = found["final"]
    note = (
        f"{found['updates']:,} updates, {final:,} bytes of text in the end; the peer keeps each update, as it comes. "
        f"The most that ours kept, at the end of a session: {found['most'] / final:.2f}"
    )
    return [
        Row(f"shared text after {keys:,} keystrokes, bytes kept per byte of text", "bytes", found["stored"] / final,
            found["log"] / final if plan.peer else None, Bar.RATIO_AT_MOST, LIMIT, note),
        Row("  load it from the database", "ms", 1000 * found["load"], peer, Bar.RATIO_AT_MOST, LIMIT,
            "ours in Python with pycrdt, the peer's updates in one transaction in Node; best of three"),
    ]  # fmt: skip


def _peer_loads(plan: Plan) -> float:
    install(PEER)
    return float(_printed([NODE / "bin/node", PEER / "load.mjs", plan.directory / "updates.sqlite", "page-1"]))


def _printed(command: Sequence[object]) -> str:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=HERE.root, check=True, capture_output=True, text=True).stdout
