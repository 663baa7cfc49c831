"""The directory: which modules there are, and which of their pages, feeds and sitemaps a path names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import structlog
from courant_kit.calls import refusals
from courant_kit.wire.manifest import FeedEntry, Manifest, Route

log = structlog.get_logger()


class Listed(Manifest, forbid_unknown_fields=False):
    """A manifest in core's list; `present` says whether the module's pages answer, `suspended` why they may not."""

    present: bool = False
    suspended: bool = False


class Listing(msgspec.Struct):
    """What `courant.core.module.list` answers."""

    modules: list[Listed]


@dataclass(frozen=True, slots=True)
class Match:
    """The page that a path names: its module and procedure, the arguments in the path, and those the query may add."""

    module: Listed
    procedure: str
    named: dict[str, str]
    query: frozenset[str]

    def arguments(self, query: Mapping[str, str]) -> dict[str, str]:
        """The arguments of the page procedure."""
        return {**{name: query[name] for name in self.query & query.keys()}, **self.named}


@dataclass(frozen=True, slots=True)
class _Compiled:
    expression: re.Pattern[str]
    module: Listed
    route: Route


class Directory:
    """Every module of the site, as core listed them last."""

    def __init__(self) -> None:
        self.modules: list[Listed] = []
        self._routes: list[_Compiled] = []
        self._feeds: dict[str, tuple[Listed, FeedEntry]] = {}

    def load(self, listing: Any) -> None:
        """Take over core's answer; raises msgspec.ValidationError when it is none."""
        self.modules = msgspec.convert(listing, Listing).modules
        self._routes = [one for module in self.modules for one in _compiled(module)]
        self._feeds = {feed.path.strip("/"): (module, feed) for module in self.modules for feed in module.feeds}

    def match(self, path: str) -> Match | None:
        """The page at a decoded path without its leading slash."""
        for one in self._routes:
            if found := one.expression.match(path):
                named = {name: value for name, value in found.groupdict().items() if value is not None}
                return Match(one.module, one.route.procedure, named, frozenset(one.route.query))
        return None

    def feed(self, path: str) -> tuple[Listed, FeedEntry] | None:
        """The feed at a path, and whose it is."""
        return self._feeds.get(path.strip("/"))

    def feeds(self) -> list[FeedEntry]:
        """All feeds of the modules that are present, in the order of the modules."""
        return [feed for module in self.modules if module.present for feed in module.feeds]

    def module(self, name: str) -> Listed | None:
        """The module of this name."""
        return next((module for module in self.modules if module.module == name), None)

    def refuse_suspended(self, uri: str) -> None:
        """Raise Suspended when the procedure's module is suspended: one that is not built on the kit would answer."""
        module = self.module(uri.split(".")[1])
        if module is not None and module.suspended:
            raise refusals.suspended()

    def knows(self, names: Iterable[str]) -> bool:
        """Whether all these modules have been heard of: only then does a path that nobody claims not exist."""
        return {module.module for module in self.modules} >= set(names)


def _compiled(module: Listed) -> list[_Compiled]:
    found = []
    for route in module.routes:
        try:
            found.append(_Compiled(re.compile(route.python), module, route))
        except re.error as error:
            log.warning("a route cannot be read", module=module.module, route=route.python, error=str(error))
    return found
