"""Rules for manifests of modules and names of credentials (no I/O); raises Invalid with a readable message."""

import re
from collections.abc import Container, Iterable
from urllib.parse import urlsplit

from courant_kit.calls.errors import Invalid
from courant_kit.process.discovery import NAME
from courant_kit.wire import assets
from courant_kit.wire.manifest import Manifest, Route
from courant_kit.wire.routes import NotPortable, javascript

NOBODYS = frozenset({"site", "operator", "visitor", "courant"})
BACKEND_NAME = re.compile(r"[a-z][a-z0-9_-]{0,38}")

RESERVED = frozenset(
    {"accounts", "admin", "api", "assets", "call", "static", "media", "ws", "healthz", "readyz", "sitemap.xml",
     "robots.txt", "favicon.ico", "favicon.svg", "manifest.webmanifest"}
)  # fmt: skip
"""First components of paths that no module may use, because web or core answers them."""

CORES = frozenset({"admin"})
"""The reserved words that core itself may use."""

LIBRARIES = "media"

MOST_ENTRIES = 100
LONGEST_VERSION = 40

_ICON = re.compile(r"[a-z0-9-]{1,40}")
_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
_FIRST_WORD = re.compile(r"\^?(?P<word>(?:[\w-]|\\[^\w\s])*)(?:/(?![?*+{])|(?:/\??)?(?:\\Z|\$)$)")
_UNSEEN = re.compile(r"\(\?(?:#|[aiLmsux-])")
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


def check(manifest: Manifest, others: Iterable[Manifest]) -> None:
    """Reject a manifest with another module's procedures or files, or with paths of another module or the site."""
    check_sizes(manifest)
    _check_procedures(manifest)
    for entry in manifest.menu:
        _check_path(entry.url, "menu")
        if not _ICON.fullmatch(entry.icon):
            raise Invalid(f"“{entry.icon}” is not the name of an icon.", field="menu")
    for feed in manifest.feeds:
        _check_path(feed.path, "feeds")
    _check_assets(manifest)
    _check_collisions(manifest, others)


def first_words(manifest: Manifest) -> set[str]:
    """The first components of the paths that the module answers; no two modules share one.

    The library of a module's files is below the addresses of these files, `/media/<module>/`, which are its own.
    """
    words = {route.python: first_word(route) for route in [*manifest.routes, *manifest.feed_routes]}
    return {word for python, word in words.items() if not python.startswith(f"^{LIBRARIES}/{manifest.module}/")}


def first_word(route: Route) -> str:
    """The fixed first component of a route's paths ("" for the front page alone).

    Raises Invalid if there is none, because the route would answer for the pages of every other module.
    """
    if _UNSEEN.search(route.python):
        # In a comment, or where `x` allows them, brackets do not count, and a choice behind one would not be found.
        raise Invalid(f"The route {route.python!r} must have no comments and no flags.", field="routes")
    found = _FIRST_WORD.match(route.python)
    if found is None or _has_choice(route.python):
        raise Invalid(f"The route {route.python!r} must begin with a fixed word and a slash.", field="routes")
    word = re.sub(r"\\(.)", r"\1", found["word"])
    if not word and found.end() != len(route.python):
        raise Invalid(f"The route {route.python!r} must begin with a fixed word.", field="routes")
    return word


def check_name(name: str, kind: str, own: Container[str]) -> None:
    """Reject a malformed name for a credential, or one that belongs to the site: `own` holds its modules' names."""
    if not (NAME if kind == "module" else BACKEND_NAME).fullmatch(name):
        raise Invalid("A name has at most 39 lowercase letters and digits, and begins with a letter.", field="name")
    if name in NOBODYS or name in own:
        raise Invalid(f"The name “{name}” belongs to the site itself.", field="name")


def check_sizes(manifest: Manifest) -> None:
    """Reject a manifest with texts that are too long, or too many entries."""
    if not 0 < len(manifest.title) <= 100:
        raise Invalid("A module's title must have 1 to 100 characters.", field="title")
    if len(manifest.version) > LONGEST_VERSION:
        raise Invalid(f"A module's version can have at most {LONGEST_VERSION} characters.", field="version")
    if any(len(said) > 3 * MOST_ENTRIES for said in manifest.languages.values()):
        raise Invalid("A language has more words than a manifest can have.", field="languages")
    for field in ("menu", "routes", "feeds", "scripts", "styles", "feed_routes", "languages"):
        if len(getattr(manifest, field)) > MOST_ENTRIES:
            raise Invalid(f"A module can have at most {MOST_ENTRIES} {field}.", field=field)


def _check_procedures(manifest: Manifest) -> None:
    own = re.compile(rf"courant\.{manifest.module}\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
    routes = [*manifest.routes, *manifest.feed_routes]
    named = [route.procedure for route in routes] + [feed.procedure for feed in manifest.feeds]
    for uri in [*named, *filter(None, [manifest.sitemap, manifest.front, manifest.moved, manifest.documents])]:
        if not own.fullmatch(uri):
            raise Invalid(f"{uri} is not a procedure of the module {manifest.module}.", field="routes")
    for route in routes:
        _check_patterns(route)


def _check_patterns(route: Route) -> None:
    try:
        re.compile(route.python)
        expected = {"", javascript(route.python)}
    except NotPortable:
        expected = {""}
    except re.error as error:
        raise Invalid(
            f"The route {route.python!r} is not a valid regular expression: {error}.", field="routes"
        ) from error
    if route.pattern not in expected:
        raise Invalid(f"The route {route.python!r} means something else in browsers.", field="routes")


def _check_assets(manifest: Manifest) -> None:
    own = re.compile(rf"{assets.PREFIX}{manifest.module}/[0-9A-Za-z]{{1,64}}/{assets.NAME}")
    for field in ("scripts", "styles"):
        for path in getattr(manifest, field):
            if not own.fullmatch(path):
                raise Invalid(f"“{path}” is not a file of the module {manifest.module}.", field=field)


def _check_path(path: str, field: str) -> None:
    if not _PATH.fullmatch(path):
        raise Invalid(f"“{path}” is not a path on this site.", field=field)


def _check_collisions(manifest: Manifest, others: Iterable[Manifest]) -> None:
    own = first_words(manifest)
    paths = [entry.url for entry in manifest.menu] + [feed.path for feed in manifest.feeds]
    claimed = own | {urlsplit(path).path.split("/")[1] for path in paths}
    taken = {word: other.title for other in others for word in first_words(other)}
    taken |= dict.fromkeys(RESERVED - (CORES if manifest.module == "core" else set()), "the site itself")
    for word in sorted(claimed & taken.keys()):
        raise Invalid(f"The path /{word} already belongs to {taken[word]}.", field="routes" if word in own else "menu")


def _has_choice(expression: str) -> bool:
    # With a choice outside of all groups, the first component could be one of several.
    depth = 0
    for found in _TOKEN.findall(expression):
        depth += {"(": 1, ")": -1}.get(found, 0)
        if found == "|" and depth == 0:
            return True
    return False
