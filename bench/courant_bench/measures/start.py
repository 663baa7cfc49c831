"""One start of an existing site: until its first page is answered, and what its processes have used by then."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courant_bench.checkout import Checkout
from courant_bench.cpu import Cpu
from courant_bench.family import used
from courant_bench.journal import joins
from courant_bench.processes import answers, free_port, running

PAGE = "/blog/"


@dataclass(frozen=True)
class Start:
    """Seconds from the command to the page; the processor time of each process; when each service had joined."""

    seconds: float
    spent: Mapping[str, Cpu]
    joined: Mapping[str, float]


def started(checkout: Checkout, data: Path, log: Path) -> Start:
    """Run `courant up` on the data of an earlier start until the blog's index is answered, then end it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}{PAGE}"
    settings = {"PORT": str(port), "COURANT_DATA": str(data)}
    at, clock = time.time(), time.perf_counter()
    command = [checkout.python, "-m", "courant_cli", "up"]
    with running(
        command, environment=settings, directory=checkout.root, log=log, ready=lambda: answers(url), pause=0.02
    ) as process:
        seconds, spent = time.perf_counter() - clock, used([process.pid])
    return Start(seconds, spent, joins(data / "log", at))
