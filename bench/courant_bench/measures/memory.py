"""The memory of the running site, and its growth with a thousand idle windows open."""

from dataclasses import dataclass

from courant_bench.family import family


@dataclass(frozen=True)
class Held:
    """Bytes of all processes: `resident` counts shared pages in each process, `proportional` once (smaps_rollup)."""

    resident: int
    proportional: int
    processes: tuple[tuple[str, int], ...]


def held(supervisor: int) -> Held:
    """Read the memory of a process and all its descendants."""
    readings = [(name, process.memory_full_info()) for name, process in family([supervisor])]
    return Held(
        resident=sum(reading.rss for _, reading in readings),
        proportional=sum(reading.pss for _, reading in readings),
        processes=tuple((name, reading.rss) for name, reading in readings),
    )
