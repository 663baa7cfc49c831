"""Where the parts of an import report how far they are (no I/O)."""

from collections.abc import Callable

Tell = Callable[[str, int, int], None]
"""Receives the progress: what is being done, how many are done, and how many there are, 0 if nobody knows."""


def nobody(what: str, done: int, total: int) -> None:
    """Where nobody watches."""
