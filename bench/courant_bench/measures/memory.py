"""The memory of the running site, and its growth with a thousand idle windows open."""

from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Held:
    """Bytes of all processes: `resident` counts shared pages in each process, `proportional` once (smaps_rollup)."""

    resident: int
    proportional: int
    processes: tuple[tuple[str, int], ...]


def held(supervisor: int) -> Held:
    """Read the memory of a process and all its descendants."""
    family = [psutil.Process(supervisor), *psutil.Process(supervisor).children(recursive=True)]
    readings = [(_name(process), process.memory_full_info()) for process in family]
    return Held(
        resident=sum(reading.rss for _, reading in readings),
        proportional=sum(reading.pss for _, reading in readings),
        processes=tuple((name, reading.rss) for name, reading in readings),
    )


def _name(process: psutil.Process) -> str:
    words = process.cmdline()
    name: str = words[words.index("-m") + 1] if "-m" in words[:-1] else process.name()
    return name
