"""Rows for a backend that follows while anything dies: 100 kills, and how many events it missed or had twice."""

import os
import subprocess
from collections.abc import Sequence

from courant_bench.checkout import HERE
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

KILLS = 100
TEST = "tests/chaos/test_followers.py"
NOTE = (
    "of the backend, the blog, the wiki and the router by SIGKILL, and cuts of the backend's connection, in random "
    "order, while people comment and write wiki pages; the backend stores its position with its work"
)


def rows(plan: Plan) -> Sequence[Row]:
    """Run the story of the chaos test with more kills, in each language; it counts what was missed or doubled."""
    kills = plan.count(KILLS, 3)
    return [row for name, word in (("Python", "Backend"), ("Node", "InNode")) for row in _rows(plan, name, word, kills)]


def _rows(plan: Plan, name: str, word: str, kills: int) -> list[Row]:
    counts = plan.directory / f"counts-{word}"
    environment = {**os.environ, "COURANT_TEST_KILLS": str(kills), "COURANT_TEST_COUNTS": str(counts)}
    command = [str(HERE.python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=800", TEST, "-k", word]
    subprocess.run(command, cwd=HERE.root, env=environment, check=False)
    missed, doubled, events = map(int, counts.read_text().split())
    return [
        Row(f"{kills} kills, a follower in {name}: events missed", "", missed, None, Bar.AT_MOST, 0, NOTE),
        Row(f"  {name}: events twice", "", doubled, None, Bar.AT_MOST, 0, f"of {events:,} events"),
    ]
