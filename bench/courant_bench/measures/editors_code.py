"""Rows for the size of the editor's code, which only writers download."""

import gzip
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from courant_bench.checkout import HERE
from courant_bench.packages import NODE, PEERS, install
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

KB = 1000
LIMIT = 1 / 3
PEER = PEERS / "docmost"
BUILT = HERE.root / "web" / "courant_web" / "static" / "built"


def rows(plan: Plan) -> Sequence[Row]:
    """Compress the editor's file, and the libraries that Docmost loads before its first page."""
    ours = _compressed(BUILT.glob("editor-*.js")) / KB if plan.ours else None
    peer = _bundled(plan.directory) / KB if plan.peer else None
    note = "files, minified, gzip -9, 1 KB is 1000 bytes; of the peer only libraries, without its own code"
    return [Row("editor's code, loaded by writers", "KB", ours, peer, Bar.RATIO_AT_MOST, LIMIT, note)]


def _bundled(directory: Path) -> int:
    install(PEER)
    bundle = directory / "docmost.js"
    command = [str(word) for word in (NODE / "bin/node", PEER / "build.mjs", bundle)]
    subprocess.run(command, cwd=PEER, check=True)
    return _compressed([bundle])


def _compressed(files: Iterable[Path]) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
