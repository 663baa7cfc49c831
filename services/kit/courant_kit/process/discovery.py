"""Which services are installed: a distribution says so by an entry point (`blog = "courant_blog"`)."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points
from importlib.metadata import version as version_of
from importlib.util import find_spec
from pathlib import Path

from courant_kit.process.settings import SettingError

GROUP = "courant.services"

SPECIAL = ("core", "web")
"""The two services that every site has; the router gives each of them a role of its own."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,38}")
"""What a module may be called: its name is a component of URIs and part of the names of variables."""

TAKEN = frozenset({*SPECIAL, "site", "operator", "router", "django", "visitor", "courant"})
"""Names that no installed service can have: programs, accounts, files and topics of every site are called so."""


@dataclass(frozen=True, slots=True)
class Service:
    """An installed service: the module's name, the package that `python -m` runs, and the folder of that package."""

    name: str
    package: str
    folder: Path


@cache
def services() -> tuple[Service, ...]:
    """The installed services besides core and web, by name; raises SettingError when one has an impossible name.

    A distribution whose package is not there is none: an editable install outlives the folder that it points to.
    """
    found = (_service(point.name, point.value) for point in entry_points(group=GROUP))
    return tuple(sorted(filter(None, found), key=lambda service: service.name))


def all_services() -> tuple[Service, ...]:
    """Every service of the site that is installed here: web and core too, in the order in which they start."""
    special = (_found(name, f"courant_{name}") for name in reversed(SPECIAL))
    return (*filter(None, special), *services())


def names() -> frozenset[str]:
    """The names of all modules that belong to the site itself: core, web and the installed services."""
    return frozenset({*SPECIAL, *(service.name for service in services())})


@cache
def version(name: str) -> str:
    """The version of the distribution that brings the module of this name; "" when no distribution says so."""
    found = [point.dist for point in entry_points(group=GROUP) if point.name == name and point.dist]
    if found:
        return found[0].version
    try:
        return version_of(f"courant-{name}") if name in SPECIAL else ""
    except PackageNotFoundError:
        return ""


def _service(name: str, package: str) -> Service | None:
    if not NAME.fullmatch(name) or name in TAKEN:
        raise SettingError(
            f"{package} is installed as the service {name!r}; a service's name should be small letters, digits and _, "
            f"begin with a letter, and be none of: {', '.join(sorted(TAKEN))}"
        )
    return _found(name, package)


def _found(name: str, package: str) -> Service | None:
    spec = find_spec(package)
    return Service(name, package, Path(spec.origin).parent) if spec and spec.origin else None
