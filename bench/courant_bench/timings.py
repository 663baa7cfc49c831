"""The moments that the services write down with COURANT_TIMINGS, and how they divide a path between them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

#: What ends at each moment of a save or a click. `sent`, `arrived`, `shown` and `painted` are the browser's.
ENDS = {
    "sent": "browser, until it sends",
    "received": "router, until the service has the call",
    "started": "waiting for a thread and a turn",
    "committed": "handler, database and commit",
    "rendered": "rendering",
    "published": "handing it to the router",
    "answered": "handler, until its answer",
    "arrived": "router, until the window has it",
    "shown": "browser, until its document shows it",
    "painted": "browser, until the frame is painted",
}
#: The moments that matter to each path; a save is answered while its change is on its way.
SAVE = ("sent", "received", "started", "committed", "rendered", "published", "arrived", "shown")
CLICK = ("sent", "received", "started", "answered", "arrived", "shown", "painted")


@dataclass(frozen=True)
class Mark:
    """A moment of a service, in seconds since the epoch: `what` happened, to what (`of`), in which `process`."""

    at: float
    what: str
    of: str
    process: str


def marks(folder: Path) -> list[Mark]:
    """Read what every process has written into `folder`, in the order in which it happened."""
    found = [mark for path in folder.glob("*") for mark in parsed(path.read_text().splitlines(), path.stem)]
    return sorted(found, key=lambda mark: mark.at)


def parsed(lines: Iterable[str], process: str) -> list[Mark]:
    """Read the lines of one process; one that is being written is left out."""
    whole = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("}")]
    return [Mark(one["at"], one["what"], str(one.get("of", "")), process) for one in whole]


def moments(found: Sequence[Mark], module: str, begin: float, end: float) -> dict[str, float]:
    """Return when the module did each thing first between `begin` and `end`."""
    first: dict[str, float] = {}
    for mark in found:
        if begin <= mark.at <= end and (module in mark.process or f".{module}." in f".{mark.of}."):
            first.setdefault(mark.what, mark.at)
    return first


def complete(rounds: Sequence[Mapping[str, float]], path: Sequence[str]) -> tuple[list[str], list[Mapping[str, float]]]:
    """Return the moments of a path in the order in which they pass, and the rounds that have all of them.

    `rounds` have the moments of one save or click each, in seconds, with `begin`. A moment that fewer than half of them
    have is left out. The order is that of the medians: a service may render before it commits.
    """
    common = [name for name in path if 2 * sum(name in one for one in rounds) > len(rounds)]
    whole = [one for one in rounds if all(name in one for name in common)]
    return sorted(common, key=lambda name: median(one[name] - one["begin"] for one in whole)), whole


def parts(rounds: Sequence[Mapping[str, float]], path: Sequence[str]) -> dict[str, list[float]]:
    """Return the milliseconds of each part of a path in each complete round, by what they are, in order."""
    order, whole = complete(rounds, path)
    pairs = list(zip(["begin", *order], order, strict=False))
    return {_name(before, after): [1000 * (one[after] - one[before]) for one in whole] for before, after in pairs}


def _name(before: str, after: str) -> str:
    whole = before == "sent" and after == "arrived"
    return "router and service (it writes no timings)" if whole else ENDS[after]
