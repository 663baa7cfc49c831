"""Starts processes again when the templates of the site's theme have changed, since a process reads each only once."""

from collections.abc import Callable, Iterable
from pathlib import Path

SECONDS = 1.0
"""How often the folder is looked at."""

Sign = frozenset[tuple[str, int, int]]


def sign(folder: Path) -> Sign:
    """The files in a folder, each with the moment of its last change and its size; nothing if it is not there."""
    found = [(path, path.stat()) for path in folder.rglob("*") if path.is_file()]
    return frozenset((str(path), about.st_mtime_ns, about.st_size) for path, about in found)


class Watch:
    """Looks at a folder of templates; `again` is called once its files have changed, and then stayed for one look."""

    def __init__(self, folder: Path, again: Callable[[], None]) -> None:
        self._folder, self._again = folder, again
        self._used = self._seen = sign(folder)

    def look(self) -> None:
        """Look once. While somebody copies files into the folder, it changes from one look to the next."""
        try:
            found = sign(self._folder)
        except OSError:  # a file went away meanwhile
            return
        if found == self._seen != self._used:
            self._used = found
            self._again()
        self._seen = found


def restarts(names: Iterable[str], stop: Callable[[str], None], says: Callable[[str], None]) -> Callable[[], None]:
    """What `Watch` calls: ends these processes, which their supervisor starts again, and says so."""

    def again() -> None:
        says("The theme's templates have changed: the services start again.")
        for name in names:
            stop(name)

    return again
