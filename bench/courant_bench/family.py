"""The processes of a running site, by name: their number, their memory, and their processor time."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

import psutil

from courant_bench.cpu import Cpu


def family(roots: Iterable[int]) -> list[tuple[str, psutil.Process]]:
    """Return the processes with these numbers and all their descendants, each with its name."""
    found = []
    for root in roots:
        for process in [psutil.Process(root), *psutil.Process(root).children(recursive=True)]:
            with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
                found.append((name_of(process.cmdline(), process.name()), process))
    return found


def name_of(words: Sequence[str], program: str) -> str:
    """Return the module that a Python process runs, or else the program."""
    return words[words.index("-m") + 1] if "-m" in words[:-1] else program


def used(roots: Iterable[int]) -> dict[str, Cpu]:
    """Return the processor time of each name so far; the kernel counts in hundredths of a second."""
    found: dict[str, Cpu] = {}
    for name, process in family(roots):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            found[name] = found.get(name, Cpu()) + Cpu(times.user, times.system)
    return found
