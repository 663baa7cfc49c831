"""The parts of the site that can be searched: the modules that offer documents, as core lists them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from courant_search.payloads import Part

_offered: list[Part] = []


def learn(listed: Iterable[Mapping[str, Any]]) -> None:
    """Remember which of the modules that core lists offer documents, in its order."""
    _offered[:] = [Part(one["module"], one.get("title") or one["module"]) for one in listed if one.get("documents")]


def title(module: str) -> str:
    """The title of a module; its name if core has not said."""
    return next((one.title for one in _offered if one.module == module), module)


def offered(suspended: Collection[str]) -> list[Part]:
    """The modules whose documents can be found; none until core has answered once."""
    return [one for one in _offered if one.module not in suspended]
