"""Fingerprints of the functions that the tuning replaces, to notice a version in which they differ."""

import inspect
from collections.abc import Iterator
from hashlib import sha256
from importlib import import_module
from pkgutil import resolve_name
from typing import Any

from courant_router import tuning


def fingerprint(function: Any) -> str:
    """Eight hexadecimal digits of a function's source, whatever has been put in its place meanwhile."""
    return sha256(inspect.getsource(function).encode()).hexdigest()[:8]


def changed() -> Iterator[str]:
    """A sentence for each replaced function whose source is not the one that was read. Call it before `tune`."""
    for idea in tuning.IDEAS:
        for name, pinned in idea.REPLACES.items():
            import_module(name.partition(":")[0])
            found = fingerprint(resolve_name(name))
            if found != pinned:
                yield f"{idea.__name__} relies on {name} with the fingerprint {pinned}; it is {found}"
