"""The directory: the modules of the site, and the page or feed that a path names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

import msgspec
import structlog
from courant_kit.calls import refusals
from courant_kit.live import languages
from courant_kit.wire.manifest import FeedEntry, Manifest, Route
from django.utils.html import json_script
from django.utils.safestring import SafeString
from msgspec.structs import replace

log = structlog.get_logger()


class Listed(Manifest, forbid_unknown_fields=False):
    """A manifest in core's list: `present` if the module's pages answer, `suspended` if an administrator stopped it."""

    present: bool = False
    suspended: bool = False


class Listing(msgspec.Struct):
    """The result of `courant.core.module.list`."""

    modules: list[Listed]


@dataclass(frozen=True, slots=True)
class Match:
    """The page that a path names: module, procedure, arguments from the path, and argument names the query may add."""

    module: Listed
    procedure: str
    named: dict[str, str]
    query: frozenset[str]

    def arguments(self, query: Mapping[str, str]) -> dict[str, str]:
        """The arguments of the page procedure, from the query and the path; the path wins."""
        return {**{name: query[name] for name in self.query & query.keys()}, **self.named}


@dataclass(frozen=True, slots=True)
class FeedMatch:
    """The feed that a path names: its module, procedure and arguments, its own path, and the format that is wanted."""

    module: str
    procedure: str
    path: str
    named: dict[str, str] = field(default_factory=dict)
    form: Literal["atom", "rss", "json"] = "atom"


@dataclass(frozen=True, slots=True)
class _Compiled:
    expression: re.Pattern[str]
    module: Listed
    route: Route


class Directory:
    """Every module of the site, as last listed by core."""

    def __init__(self) -> None:
        self.modules: list[Listed] = []
        self.version = self.loads = 0
        self._scripts: dict[str, SafeString] = {}
        self._offered: dict[str, list[FeedEntry]] = {}
        self._routes: list[_Compiled] = []
        self._feeds: dict[str, tuple[Listed, FeedEntry]] = {}
        self._feed_routes: list[_Compiled] = []

    def load(self, listing: Any, version: int = 0) -> None:
        """Replace the modules with core's list; raises msgspec.ValidationError if it is malformed.

        `version` is that of the menu before the list was fetched: core gives the menu a new version at each change of
        the modules, so the list is at least as new. `loads` counts the lists.
        """
        self.modules, self.version = msgspec.convert(listing, Listing).modules, version
        self.loads += 1
        self._scripts, self._offered = {}, {}
        self._routes = [one for module in self.modules for one in _compiled(module, module.routes)]
        self._feed_routes = [one for module in self.modules for one in _compiled(module, module.feed_routes)]
        self._feeds = {feed.path.strip("/"): (module, feed) for module in self.modules for feed in module.feeds}

    def match(self, path: str) -> Match | None:
        """The page at a path (decoded, without its leading slash), or None."""
        for one in self._routes:
            if found := one.expression.match(path):
                named = {name: value for name, value in found.groupdict().items() if value is not None}
                return Match(one.module, one.route.procedure, named, frozenset(one.route.query))
        return None

    def feed(self, path: str) -> FeedMatch | None:
        """The feed at a path (decoded, without its leading slash), or None."""
        if found := self._feed(path, "atom"):
            return found
        base, _, form = path.strip("/").rpartition("/")
        return self._feed(f"{base}/", form) if form in {"rss", "json"} else None

    def _feed(self, path: str, form: Any) -> FeedMatch | None:
        if found := self._feeds.get(path.strip("/")):
            module, entry = found
            return FeedMatch(module.module, entry.procedure, entry.path, form=form)
        matches = ((one, one.expression.match(path)) for one in self._feed_routes)
        for one, match in matches:
            if match:
                return FeedMatch(one.module.module, one.route.procedure, f"/{quote(path)}", match.groupdict(), form)
        return None

    def script(self) -> SafeString:
        """The part that windows need, as an element with JSON; the modules' titles are in the active language.

        It is the same in every page, and writing it took a sixth of the time for one.
        """
        language = languages.active()
        if language not in self._scripts:
            said = {"modules": [_for_windows(module, language) for module in self.modules]}
            self._scripts[language] = json_script(said, "modules")
        return self._scripts[language]

    def speaking(self) -> str:
        """An expression that finds the procedures of modules that answer in the active language if a call names it.

        It is empty in the site's default language.
        """
        language = languages.active()
        names = [module.module for module in self.modules if language in module.languages]
        return rf"^courant\.({'|'.join(names)})\." if names and language != languages.default() else ""

    def feeds(self) -> list[FeedEntry]:
        """The feeds of all present modules, in the order of the modules, with titles in the active language."""
        language = languages.active()
        if language not in self._offered:
            self._offered[language] = [
                replace(feed, title=module.said(feed.title, language))
                for module in self.modules if module.present for feed in module.feeds
            ]  # fmt: skip
        return self._offered[language]

    def redirecting(self) -> list[Listed]:
        """The modules that know old addresses outside of their routes, in their order."""
        return [module for module in self.modules if module.moved and not module.suspended]

    def module(self, name: str) -> Listed | None:
        """The module with this name, or None."""
        return next((module for module in self.modules if module.module == name), None)

    def is_present(self, name: str) -> bool:
        """Whether the module's pages answered when core last listed it."""
        module = self.module(name)
        return module is not None and module.present

    def refuse_suspended(self, uri: str) -> None:
        """Raise Suspended if the procedure's module is suspended: one that does not use the kit would still answer."""
        module = self.module(uri.split(".")[1])
        if module is not None and module.suspended:
            raise refusals.suspended()

    def knows(self, names: Iterable[str]) -> bool:
        """Whether core has listed all these modules; until then, an unclaimed path may still belong to one of them."""
        return {module.module for module in self.modules} >= set(names)


def _for_windows(module: Listed, language: str) -> dict[str, Any]:
    """What a window needs to know of a module: its title and, if it is present, which paths are its pages."""
    readable = [one for one in module.routes if module.present and one.pattern]
    routes = [{"pattern": one.pattern, "procedure": one.procedure, "query": one.query} for one in readable]
    return {
        "module": module.module, "title": module.said(module.title, language), "present": module.present,
        "suspended": module.suspended, "routes": routes,
    }  # fmt: skip


def _compiled(module: Listed, routes: Iterable[Route]) -> list[_Compiled]:
    found = []
    for route in routes:
        try:
            found.append(_Compiled(re.compile(route.python), module, route))
        except re.error as error:
            log.warning("invalid route", module=module.module, route=route.python, error=str(error))
    return found
