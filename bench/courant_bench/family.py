"""The processes of a running site, by name: their number, their memory, and their processor time."""

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress

import psutil

from courant_bench.cpu import Cpu

REST, RESTING, PATIENCE = 0.5, 0.05, 60.0
"""Processes rest if they used less than RESTING of a core for REST seconds. No longer than this is waited."""


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


def rested(roots: Sequence[int]) -> None:
    """Wait until the processes have little to do, for a while at most: other work may keep them from it."""
    end, now = time.monotonic() + PATIENCE, _whole(roots)
    while time.monotonic() < end:
        time.sleep(REST)
        before, now = now, _whole(roots)
        if now - before < REST * RESTING:
            return


def _whole(roots: Iterable[int]) -> float:
    return sum(one.whole for one in used(roots).values())
