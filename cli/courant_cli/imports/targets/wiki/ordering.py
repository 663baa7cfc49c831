"""The order of the pages of a plain folder: from their front matter, or else from the folder's index."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import isfinite
from typing import Any

from courant_cli.imports.targets.wiki.page import Page

#: The front matter keys that order a page among its siblings.
ORDER = ("position", "weight", "order", "nav_order", "sidebar_position")
LAST = 10**9


def ordered(pages: Sequence[Page], mentioned: Sequence[str]) -> list[Page]:
    """The pages, each after its parent; `mentioned` lists the files in the order of the index."""
    places = {file: place for place, file in reversed(list(enumerate(mentioned)))}
    weights: dict[str, float] = {}
    for page in pages:
        own = weight(page.values)
        place = own if own is not None else places.get(page.file, LAST)
        weights[page.path] = place if own is not None else min(place, weights.get(page.path, LAST))
        for above in _above(page.path)[:-1] if own is None else ():
            weights[above] = min(place, weights.get(above, LAST))
    return sorted(pages, key=lambda page: [(weights[path], path) for path in _above(page.path)])


def weight(values: Mapping[str, Any]) -> float | None:
    """The position of a page among its siblings according to its front matter."""
    return next(filter(lambda one: one is not None, (_number(values.get(key)) for key in ORDER)), None)


def _number(value: Any) -> float | None:
    """A number, or a word that is one; front matter in YAML has words only."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if isfinite(number) else None


def _above(path: str) -> list[str]:
    return list(accumulate(path.split("/"), "{}/{}".format))
