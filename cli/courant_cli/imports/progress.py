"""The progress of an import: a bar for people at a terminal, a line now and then otherwise."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from courant_cli.imports.telling import Tell

_STEPS = 4
_SILENCE = 10.0
"""Seconds after which a line is printed if there was none."""


@contextmanager
def shown() -> Iterator[Tell]:
    """Yield the function to which an import reports its progress; a total of 0 is one that nobody knows."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    with Progress(*_columns(), console=Console(stderr=True)) as bars:
        yield _on(bars)


@contextmanager
def reading() -> Iterator[Tell]:
    """The same while content is read; the bar disappears when it has been."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    with Progress(*_columns(), console=Console(stderr=True), transient=True) as bars:
        tell = _on(bars)
        tell("Reading", 0, 0)
        yield tell


class Lines:
    """Prints a line at each quarter of the way, and when it has been silent for long."""

    def __init__(self) -> None:
        self._quarters: dict[str, int] = {}
        self._last = monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Print that so many of a total are done, if it is time."""
        now, quarter = monotonic(), done * _STEPS // total if total else 0
        if quarter > self._quarters.get(what, 0) or now - self._last > _SILENCE:
            print(f"{what}: {_counted(done, total)}", flush=True)
            self._quarters[what], self._last = quarter, now


class _Count(ProgressColumn):
    """How many are done, of how many, and how fast."""

    def render(self, task: Task) -> Text:
        """The words of the column."""
        rate = f"  {task.speed:,.0f}/s" if task.speed and not task.finished else ""
        return Text(f"{_counted(int(task.completed), int(task.total or 0))}{rate}")


def _columns() -> tuple[ProgressColumn, ...]:
    return TextColumn("{task.description:>8}"), BarColumn(40), _Count(), TimeElapsedColumn()


def _counted(done: int, total: int) -> str:
    return f"{done:,} of {total:,}" if total else f"{done:,}"


def _on(bars: Progress) -> Tell:
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=None)
        bars.update(tasks[what], completed=done, total=total or None)

    return tell
