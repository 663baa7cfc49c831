"""Discovery of the installed services: each distribution has an entry point, such as `blog = "courant_blog"`."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points
from importlib.metadata import version as version_of
from importlib.util import find_spec
from pathlib import Path

from courant_kit.process.environment import SettingError

GROUP = "courant.services"

SPECIAL = ("core", "web")
"""The two services that every site has. On the router each has a separate role."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,38}")
"""A valid name of a module: it is a component of URIs and part of the names of environment variables."""

TAKEN = frozenset({*SPECIAL, "site", "operator", "router", "django", "visitor", "courant"})
"""Names that no installed service can have: programs, accounts, files or topics of every site have them."""


@dataclass(frozen=True, slots=True)
class Service:
    """An installed service: the name of its module, the package that `python -m` runs, and the package's folder."""

    name: str
    package: str
    folder: Path


@cache
def services() -> tuple[Service, ...]:
    """The installed services except core and web, sorted by name; raises SettingError if one has an invalid name.

    A distribution whose package is missing does not count: an editable install can outlive the folder it points to.
    """
    found = (_service(point.name, point.value) for point in entry_points(group=GROUP))
    return tuple(sorted(filter(None, found), key=lambda service: service.name))


def all_services() -> tuple[Service, ...]:
    """All installed services, web and core included, in the order in which they start."""
    special = (_found(name, f"courant_{name}") for name in reversed(SPECIAL))
    return (*filter(None, special), *services())


def names() -> frozenset[str]:
    """The names of the site's modules: core, web and the installed services."""
    return frozenset({*SPECIAL, *(service.name for service in services())})


@cache
def version(name: str) -> str:
    """The version of the distribution of a module: of its entry point, or `courant-<name>`; "" if there is none."""
    found = [point.dist for point in entry_points(group=GROUP) if point.name == name and point.dist]
    if found:
        return found[0].version
    try:
        return version_of(f"courant-{name}")
    except PackageNotFoundError:
        return ""


def _service(name: str, package: str) -> Service | None:
    if not NAME.fullmatch(name) or name in TAKEN:
        raise SettingError(
            f"{package} is installed as the service {name!r}; the name should begin with a small letter, contain only "
            f"small letters, digits and _, have at most 39 characters, and not be one of: {', '.join(sorted(TAKEN))}"
        )
    return _found(name, package)


def _found(name: str, package: str) -> Service | None:
    spec = find_spec(package)
    return Service(name, package, Path(spec.origin).parent) if spec and spec.origin else None
