"""Keeps a process from importing packages that it never uses; imports nothing but the standard library's import system.

Libraries import what they need for features that a process does not have. `leave_out` makes an optional package look
as if it was not installed, which its users expect, and puts an empty module in the place of one whose users insist on
it. An empty module has every name, so that classes can inherit from it and annotations can refer to it. Whoever really
calls something in it gets a LeftOut error with its name.
"""

import sys
from collections.abc import Iterable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class LeftOut(RuntimeError):
    """Code called something in a package that this process leaves out; the message names it."""


class _Named(type):
    """The type of every name in an empty module: a class that has every name too, and that cannot be used."""

    def __getattr__(cls, name: str) -> "_Named":
        if name.startswith("__"):
            raise AttributeError(name)
        return _named(cls, f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *args: object, **kwargs: object) -> object:
        raise LeftOut(f"{cls.__module__}.{cls.__qualname__} is used, but this process leaves {cls.__module__} out")


class _Empty(ModuleType):
    def __getattr__(self, name: str) -> _Named:
        if name.startswith("__"):
            raise AttributeError(name)
        return _named(self, self.__name__, name)


class _Finder(MetaPathFinder, Loader):
    def __init__(self, optional: Iterable[str], insisted: Iterable[str]) -> None:
        self.optional, self.insisted = frozenset(optional), frozenset(insisted)

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        parts = name.split(".")
        within = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
        if within & self.optional:
            raise ModuleNotFoundError(f"this process leaves {name} out", name=name)
        return ModuleSpec(name, self, is_package=True) if within & self.insisted else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Empty(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def leave_out(optional: Iterable[str] = (), insisted: Iterable[str] = ()) -> None:
    """Leave packages and modules (dotted names, with all that is in them) out of this process, before their import.

    Those in `optional` cannot be imported; those in `insisted` are empty.
    """
    sys.meta_path.insert(0, _Finder(optional, insisted))


def _named(owner: object, path: str, name: str) -> _Named:
    """The class for a name, the same each time."""
    made = _Named(name, (), {"__module__": path})
    setattr(owner, name, made)
    return made
