"""Replaces Crossbar's blockchain, Tor and database libraries, which nothing here uses, by empty stand-ins.

Crossbar imports them whether they are used or not: in each of two processes, half of the time that it takes to start
and a third of its memory. Python imports this module first because `courant_router` puts its directory on PYTHONPATH.
Nothing breaks silently: code that really used one of these would get an object that can do nothing.
"""  # noqa: INP001 - found by its name on PYTHONPATH, in no package

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

#: Packages that Crossbar imports for features that the configuration does not have.
UNUSED = {"cfxdb", "ens", "eth_abi", "numpy", "py_eth_sig_utils", "treq", "txtorcon", "web3", "zlmdb"}

#: Packages that only the controller needs, which generates the node's key.
UNUSED_BY_WORKERS = {"eth_account", "eth_keys", "eth_typing", "xbr"}

if "crossbar.worker.main" in sys.orig_argv:
    UNUSED |= UNUSED_BY_WORKERS


class _Anything(type):
    def __getattr__(cls, name: str) -> "_Anything":
        if name.startswith("__"):
            raise AttributeError(name)
        return Unused

    def __call__(cls, *args: object, **kwargs: object) -> "_Anything":
        return cls


class Unused(metaclass=_Anything):
    """The value of every name in an unused package: a class to inherit from and to refer to."""


class _Empty(ModuleType):
    def __getattr__(self, name: str) -> _Anything:
        if name.startswith("__"):
            raise AttributeError(name)
        return Unused


class UnusedFinder(MetaPathFinder, Loader):
    """Answers imports of the unused packages and of everything in them."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Handle the packages that are not needed; leave all others to Python."""
        return ModuleSpec(name, self, is_package=True) if name.partition(".")[0] in UNUSED else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Create a module that has every name."""
        return _Empty(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is no code to run."""


sys.meta_path.insert(0, UnusedFinder())
