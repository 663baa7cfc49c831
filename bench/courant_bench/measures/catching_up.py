"""Rows for a backend that was away: the events of a long log through the router, beside reading the table itself."""

import json
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from courant_bench.checkout import HERE
from courant_bench.courant import FILLED, CourantSite, courant_site
from courant_bench.plan import Plan
from courant_bench.processes import NotReady
from courant_bench.report import Bar, Row, Turns

EVENTS = 1_000_000
TURNS = 3
MEGABYTE = 2**20
NOTE = (
    "from the start of the follower until its handler has had the last comment, decoded; the peer reads the same rows "
    "from the SQLite file in one process and decodes each. The log has a change of a fragment beside each comment"
)


def rows(plan: Plan) -> Sequence[Row]:
    """Fill the log of a blog, start the site on it, and catch up by turns with the direct reader."""
    count = plan.count(EVENTS, 3000)
    home = plan.directory / "site"
    seed(home / "data", count)
    turns: dict[str, list[float]] = {"ours": [], "peer": []}
    grown: dict[str, list[float]] = {"follower": [], "blog": []}
    # The events are as old as the seeding: none is deleted meanwhile.
    with courant_site(home) as site:
        secret = backend(home / "data", site)
        for turn in range(plan.count(TURNS, 1)):
            turns["peer"].append(_rate(_directly(home / "data")))
            before = _blog(site)
            found = _followed(plan.directory / f"position-{turn}", site, secret, count)
            turns["ours"].append(_rate(found))
            grown["follower"].append((found["late"] - found["early"]) / MEGABYTE)
            grown["blog"].append((_blog(site) - before) / MEGABYTE)
    return [
        Row.of_turns(f"a backend catches up, {count:,} events", "1/s", turns, Bar.RATIO_AT_LEAST, 0.5, NOTE),
        *(_memory(name, found) for name, found in grown.items()),
    ]


def seed(data: Path, count: int) -> None:
    """Write the log of a blog that is not running."""
    data.mkdir(parents=True)
    (data / FILLED).touch()
    command = [HERE.python, HERE.root / "bench" / "seed_events.py", "--data", data, "--events", str(count)]
    subprocess.run([str(word) for word in command], cwd=HERE.root, check=True)


def backend(data: Path, site: CourantSite) -> str:
    """The secret of a new backend called `follower`."""
    command = [str(HERE.python), "-m", "courant_cli", "backend", "add", "follower"]
    environment = {**os.environ, "COURANT_DATA": str(data), "PORT": str(site.port)}
    done = subprocess.run(command, cwd=HERE.root, env=environment, capture_output=True, text=True, check=True)
    found = re.search(r"COURANT_SECRET=(\S+)", done.stdout)
    if found is None:
        raise NotReady(f"no secret in {done.stdout!r}")
    return found[1]


def _followed(position: Path, site: CourantSite, secret: str, count: int) -> dict[str, Any]:
    command = [str(HERE.python), "bench/follow_events.py", str(count), str(position)]
    environment = {**os.environ, "COURANT_SECRET": secret, "COURANT_ROUTER": f"ws://127.0.0.1:{site.port}/ws"}
    done = subprocess.run(command, cwd=HERE.root, env=environment, capture_output=True, text=True, check=True)
    return _said(done.stdout)


def _directly(data: Path) -> dict[str, Any]:
    command = [str(HERE.python), "bench/read_events.py", str(data / "blog.sqlite3")]
    done = subprocess.run(command, cwd=HERE.root, capture_output=True, text=True, check=True)
    return _said(done.stdout)


def _said(printed: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(next(line for line in printed.splitlines() if line.startswith("{")))
    return found


def _rate(found: dict[str, Any]) -> float:
    return float(found["events"] / found["seconds"])


def _blog(site: CourantSite) -> int:
    """The resident memory of the blog, in bytes, without the pages of files, which the kernel may drop."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text().split("\0")
            if "courant_blog" in words and f"PORT={site.port}\0" in (folder / "environ").read_text():
                return int(re.findall(r"RssAnon:\s+(\d+)", (folder / "status").read_text())[0]) * 1024
        except OSError:
            continue  # it ended meanwhile, or is somebody else's
    raise NotReady("the blog does not run")


def _memory(name: str, grown: Sequence[float]) -> Row:
    turns: Turns = {"ours": grown}
    note = "from a tenth of the events to the last" if name == "follower" else "from before to after"
    return Row.of_turns(f"  memory that the {name} gains", "MB", turns, Bar.AT_MOST, 10, note)
