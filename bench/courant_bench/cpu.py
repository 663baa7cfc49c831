"""Processor time by process, and its description in a note (no I/O)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Cpu:
    """Seconds of processor time: in the program itself, and in the kernel on its behalf."""

    user: float = 0.0
    system: float = 0.0

    def __add__(self, other: "Cpu") -> "Cpu":
        return Cpu(self.user + other.user, self.system + other.system)

    def __sub__(self, other: "Cpu") -> "Cpu":
        return Cpu(self.user - other.user, self.system - other.system)

    @property
    def whole(self) -> float:
        """Both together."""
        return self.user + self.system


def since(before: Mapping[str, Cpu], now: Mapping[str, Cpu]) -> dict[str, Cpu]:
    """Return what each process has used between two readings."""
    return {name: cpu - before.get(name, Cpu()) for name, cpu in now.items()}


def shares(spent: Mapping[str, Cpu], count: float, unit: str, scale: float = 1e6) -> str:
    """Describe the processor time of each process for one of `count` things, the busiest process first.

    `scale` turns seconds into the `unit`: 1e6 for microseconds, 1e3 for milliseconds.
    """
    busiest = sorted(spent.items(), key=lambda item: -item[1].whole)
    each = scale / max(count, 1)
    words = [
        f"{name} {cpu.whole * each:.3g} {unit} (kernel {cpu.system / cpu.whole:.0%})"
        for name, cpu in busiest
        if cpu.whole > 0.02 * sum(one.whole for one in spent.values())
    ]
    return ", ".join(words)
