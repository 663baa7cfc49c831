"""What the pages of sections (`_index.md`) say for the pages below them (no I/O): Hugo's cascade, Zola's drafts."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from courant_cli.imports.reading.front_matter import listed
from courant_cli.imports.reading.withheld.keys import by_keys

_OWN = {"build", "_build", "headless", "date", "permalink", "cascade", "render"}
_TARGET = ("_target", "target")


class Sections:
    """The front matter of each section, by its folder."""

    def __init__(self, sections: Mapping[str, Mapping[str, Any]]) -> None:
        self._sections = {PurePosixPath(file).parent: values for file, values in sections.items()}

    def inherited(self, file: str) -> dict[str, Any]:
        """The values that cascade to a page; a section closer to it wins over one above that."""
        found: dict[str, Any] = {}
        for _, values in self._above(file):
            for cascade in listed(values.get("cascade")):
                if isinstance(cascade, Mapping) and _meets(cascade, file):
                    found |= {key: value for key, value in cascade.items() if key not in _TARGET}
        params = found.pop("params", None)
        return {**params, **found} if isinstance(params, Mapping) else found

    def reasons(self, file: str, now: datetime) -> Iterator[str]:
        """Why a page is not public, judged by the sections that contain it: one that is a draft closes all below it."""
        for folder, values in self._above(file):
            cascade = values.get("cascade")
            if cascade is not None and not all(isinstance(one, Mapping) for one in listed(cascade)):
                yield f"its section {folder} has a cascade that is not understood"
            own = {key: value for key, value in values.items() if key not in _OWN}
            yield from (f"its section {folder} says {reason}" for reason in by_keys(own, now))

    def _above(self, file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for folder in reversed(PurePosixPath(file).parents):
            if folder in self._sections:
                yield folder.as_posix(), self._sections[folder]


def _meets(cascade: Mapping[str, Any], file: str) -> bool:
    """Whether a page is a target of a cascade. What is not a path or a kind is taken to be met."""
    targets = [one for key in _TARGET for one in listed(cascade.get(key))]
    return not targets or any(not isinstance(one, Mapping) or _is_target(one, file) for one in targets)


def _is_target(target: Mapping[str, Any], file: str) -> bool:
    kind = str(target.get("kind") or "page").lower()
    path = str(target.get("path") or "")
    return (fnmatchcase("page", kind) or "page" in re.split(r"[{},]", kind)) and (not path or _at(path, file))


def _at(glob: str, file: str) -> bool:
    logical = PurePosixPath(file).with_suffix("")
    page = logical.parent if logical.name == "index" else logical
    alternatives = _unbraced(glob.lower())
    return any(fnmatchcase(f"/{page}".lower(), f"/{one.lstrip('/')}") for one in alternatives)


def _unbraced(glob: str) -> list[str]:
    found = re.search(r"\{([^{}]*)\}", glob)
    if not found:
        return [glob]
    start, end = glob[: found.start()], glob[found.end() :]
    return [one for choice in found[1].split(",") for one in _unbraced(f"{start}{choice}{end}")]
