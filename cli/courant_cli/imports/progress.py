"""The progress of an import: a bar for people at a terminal, a line now and then otherwise."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from courant_cli.imports.sending import Tell

_STEPS = 4


@contextmanager
def shown() -> Iterator[Tell]:
    """Yield the function to which an import reports its progress."""
    if not sys.stderr.isatty():
        yield lines
        return
    columns = (TextColumn("{task.description:>8}"), BarColumn(40), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        yield _on(bars)


@contextmanager
def reading() -> Iterator[None]:
    """Show at a terminal that content is being read; how much there is, nobody knows before."""
    if not sys.stderr.isatty():
        yield
        return
    columns = (TextColumn("{task.description:>8}"), BarColumn(40), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bars.add_task("Reading", total=None)
        yield


def lines(what: str, done: int, total: int) -> None:
    """Print a line at each quarter of the way."""
    if done * _STEPS // total > (done - 1) * _STEPS // total:
        print(f"{what}: {done:,} of {total:,}", flush=True)


def _on(bars: Progress) -> Tell:
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=total)
        bars.update(tasks[what], completed=done)

    return tell
