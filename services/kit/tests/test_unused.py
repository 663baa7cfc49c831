"""Packages that a process leaves out: optional ones cannot be imported, the others are empty and refuse to work."""

import sys
from collections.abc import Iterator
from importlib import import_module

import pytest
from courant_kit.process.unused import LeftOut, leave_out


@pytest.fixture(autouse=True)
def apart() -> Iterator[None]:
    """Leave the process as it was."""
    finders, modules = list(sys.meta_path), set(sys.modules)
    yield
    sys.meta_path[:] = finders
    for name in set(sys.modules) - modules:
        del sys.modules[name]


def test_an_optional_package_is_as_if_it_was_not_installed() -> None:
    leave_out(optional=["wave"])
    with pytest.raises(ModuleNotFoundError, match="leaves wave out"):
        import_module("wave")


def test_what_is_in_an_optional_package_is_not_there_either() -> None:
    leave_out(optional=["xmlrpc"])
    with pytest.raises(ImportError):
        import_module("xmlrpc.client")


def test_a_module_is_left_out_and_its_package_stays() -> None:
    leave_out(optional=["wsgiref.validate"])
    import_module("wsgiref.headers")
    with pytest.raises(ImportError):
        import_module("wsgiref.validate")


def test_an_empty_package_has_every_module_and_every_name() -> None:
    leave_out(insisted=["imaginary"])
    deep = import_module("imaginary.deep.down")
    assert issubclass(type("Mine", (deep.Anything,), {}), deep.Anything)
    assert not isinstance(object(), deep.Anything.Inner)


def test_what_is_really_called_in_an_empty_package_says_its_name() -> None:
    leave_out(insisted=["imaginary"])
    with pytest.raises(LeftOut, match=r"imaginary\.deep\.Thing is used, but this process leaves imaginary\.deep out"):
        import_module("imaginary.deep").Thing(1)


def test_a_class_from_an_empty_package_cannot_be_created_by_inheritance_either() -> None:
    leave_out(insisted=["imaginary"])
    kind = type("Mine", (import_module("imaginary").Thing,), {})
    with pytest.raises(LeftOut):
        kind()


def test_an_empty_package_has_no_special_names() -> None:
    leave_out(insisted=["imaginary"])
    with pytest.raises(AttributeError):
        _ = import_module("imaginary").__version__
