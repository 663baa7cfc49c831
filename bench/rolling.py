"""Upgrades and kills two replicas of a module under calls, and prints what the callers met, as JSON.

`python bench/rolling.py ROUNDS RATE`, from the checkout's root in the services' environment. In each round, both
replicas are upgraded one after the other, and one of them, by chance, is killed and replaced.
"""

import json
import random
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp

from tests import postgresql
from tests.chaos.replicas import Replicas, calling, outcome_of, twice
from tests.site import Site

PAUSE = 2.0


def main(rounds: int, rate: int) -> None:
    """Run the rounds."""
    programs = postgresql.programs()
    if programs is None:
        sys.exit("there is no PostgreSQL server on this machine")
    with ExitStack() as stack:
        database = stack.enter_context(postgresql.cluster(programs, durable=True))
        site = Site()
        stack.callback(site.stop)
        site.start()
        replicas = Replicas(site, database, Path(mkdtemp()))
        stack.callback(replicas.end)
        replicas.start()
        replicas.start()
        program = stack.enter_context(calling(site, rate))
        started = time.monotonic()
        for _ in range(rounds):
            _round(replicas)
        seconds = time.monotonic() - started
        outcome = outcome_of(program)
        signed = replicas.signed()
    missing = set(outcome["saved"]) - set(signed)
    print(json.dumps({
        "made": outcome["made"], "failed": len(outcome["failed"]), "why": outcome["failed"][:5],
        "twice": len(twice(signed)), "missing": len(missing), "slowest": outcome["slowest"], "seconds": seconds,
    }))  # fmt: skip


def _round(replicas: Replicas) -> None:
    for _ in range(2):
        time.sleep(PAUSE)
        replicas.upgrade(0)
    time.sleep(PAUSE)
    replicas.kill(random.randrange(2))  # noqa: S311 - a game of chance
    time.sleep(PAUSE)
    replicas.start()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
