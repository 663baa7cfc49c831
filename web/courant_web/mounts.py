"""What COURANT_DJANGO_APPS says: which Django apps are mounted where, for whom, and what each is allowed. Pure."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courant_kit.live.audience import ADMINISTRATORS_ONLY, EDITORS_ONLY, EVERYBODY, MEMBERS_ONLY, Audience
from courant_kit.process.environment import SettingError

VARIABLE = "COURANT_DJANGO_APPS"
AUDIENCES = {
    "everybody": EVERYBODY, "members": MEMBERS_ONLY, "editors": EDITORS_ONLY, "admins": ADMINISTRATORS_ONLY,
}  # fmt: skip

INLINE_SCRIPTS = "inline-scripts"
HTML_FROM_SCRIPTS = "html-from-scripts"
INLINE_STYLES = "inline-styles"
ALLOWED = (INLINE_SCRIPTS, HTML_FROM_SCRIPTS, INLINE_STYLES)
"""What a site's pages may not do, and an app's may if the operator allows it."""

NEEDED = {"django.contrib.admin": [HTML_FROM_SCRIPTS]}
"""What apps that come with Django need in order to work, and get if the setting names them in words."""

RESERVED = frozenset(
    {"accounts", "admin", "api", "assets", "call", "static", "media", "ws", "healthz", "readyz", "sitemap"}
)
"""First words of paths that web and core answer."""

_PATH = re.compile(r"/[a-z0-9][a-z0-9_-]*/")
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_ICON = re.compile(r"[a-z0-9-]{1,40}")
_SETTING = re.compile(r"[A-Z][A-Z0-9_]*")
_LISTS = ("apps", "context_processors", "uploads", "allow", "scripts", "styles")
_TEXTS = ("path", "urls", "title", "icon", "for", "folder")


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A mounted Django app.

    `path` begins and ends with a slash and has one word. `apps` are what the app needs in INSTALLED_APPS, with
    itself first; `urls` is the dotted name of its URL patterns. `title` is its entry in the menu, or "" for none;
    `audience` is who may open its pages. `allow` has words of ALLOWED. `uploads` are the folders below MEDIA_ROOT
    whose files are for the same people. `scripts` and `styles` are static files that its pages load before their own,
    as an app may expect of the site's `base.html`. `settings` are Django settings of its own. `folder` is where web
    finds the app's code, and that of what it needs, if they are not installed beside web's own; "" if they are.
    """

    path: str
    apps: tuple[str, ...]
    urls: str
    title: str = ""
    icon: str = "file-text"
    order: int = 500
    audience: Audience = ADMINISTRATORS_ONLY
    allow: frozenset[str] = frozenset()
    context_processors: tuple[str, ...] = ()
    uploads: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    folder: str = ""

    @property
    def word(self) -> str:
        """The word that its paths begin with."""
        return self.path.strip("/")


def declared(text: str) -> tuple[App, ...]:
    """The apps that the setting names: `path=app` or `path=app:for`, separated by commas, or the path of a TOML file.

    Raises SettingError, which says what is wrong.
    """
    entries = _in_file(Path(text.strip())) if text.strip().endswith(".toml") else _in_words(text)
    apps = tuple(map(_app, entries))
    for number, app in enumerate(apps):
        if app.path in {other.path for other in apps[:number]}:
            raise _wrong(f"two apps are mounted at {app.path}")
    return apps


def _in_words(text: str) -> list[dict[str, Any]]:
    return [_in_word(word.strip()) for word in text.split(",") if word.strip()]


def _in_word(word: str) -> dict[str, Any]:
    path, equals, rest = word.partition("=")
    name, _, audience = rest.partition(":")
    if not equals or not name:
        raise _wrong(f"{word!r} should look like /polls/=polls or /polls/=polls:everybody")
    allow = NEEDED.get(name, [])
    return {"path": path, "apps": [name], "for": audience or "admins", "title": _titled(name), "allow": allow}


def _in_file(path: Path) -> list[dict[str, Any]]:
    try:
        content = tomllib.loads(path.read_text())
    except OSError as error:
        raise _wrong(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(f"{path} is not TOML: {error}") from error
    entries = content.pop("app", [])
    if content or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _wrong(f"{path} should have a table [[app]] for each app, and nothing else")
    return [_placed(entry, path.parent) for entry in entries]


def _placed(entry: dict[str, Any], beside: Path) -> dict[str, Any]:
    """The entry with the complete path of its folder, which the file may say as seen from itself."""
    folder = entry.get("folder")
    return {**entry, "folder": str((beside / folder).resolve())} if folder and isinstance(folder, str) else entry


def _app(entry: dict[str, Any]) -> App:
    where = entry.get("path", "an app without a path")
    _check_kinds(entry, where)
    apps = tuple(entry.get("apps", ()))
    if not apps:
        raise _wrong(f'{where} names no apps: what belongs into INSTALLED_APPS, such as ["polls"]')
    app = App(
        path=entry.get("path", ""), apps=apps, urls=entry.get("urls") or _urls(apps[0]),
        title=entry.get("title", ""), icon=entry.get("icon", "file-text"), order=entry.get("order", 500),
        audience=_audience(entry.get("for", "admins"), where), allow=frozenset(entry.get("allow", ())),
        context_processors=tuple(entry.get("context_processors", ())),
        uploads=tuple(entry.get("uploads", ())), scripts=tuple(entry.get("scripts", ())),
        styles=tuple(entry.get("styles", ())), settings=entry.get("settings", {}), folder=entry.get("folder", ""),
    )  # fmt: skip
    _check(app)
    return app


def _check_kinds(entry: dict[str, Any], where: str) -> None:
    for name, value in entry.items():
        if name in _LISTS:
            right = isinstance(value, list) and all(isinstance(one, str) for one in value)
        elif name in _TEXTS:
            right = isinstance(value, str)
        else:
            right = (name == "order" and isinstance(value, int)) or (name == "settings" and isinstance(value, dict))
        if not right:
            known = ", ".join(sorted([*_LISTS, *_TEXTS, "order", "settings"]))
            raise _wrong(f"{where} has {name} = {value!r}; an app has {known}")


def _check(app: App) -> None:
    if not _PATH.fullmatch(app.path):
        raise _wrong(f"{app.path!r} should be one word between slashes, such as /polls/")
    if app.word in RESERVED:
        raise _wrong(f"{app.path} belongs to the site itself; choose another word")
    for name in (*app.apps, app.urls, *app.context_processors):
        if not _DOTTED.fullmatch(name):
            raise _wrong(f"{app.path} names {name!r}, which should be a dotted name, such as polls.urls")
    if unknown := sorted(app.allow.difference(ALLOWED)):
        raise _wrong(f"{app.path} allows {unknown[0]!r}; it can allow {', '.join(ALLOWED)}")
    if not _ICON.fullmatch(app.icon):
        raise _wrong(f"{app.path} has the icon {app.icon!r}, which should be a name such as list")
    if unfit := [name for name in app.settings if not _SETTING.fullmatch(name)]:
        raise _wrong(f"{app.path} sets {unfit[0]!r}, which is no name of a Django setting")
    if unfit := [folder for folder in app.uploads if ".." in folder or folder.startswith("/")]:
        raise _wrong(f"{app.path} has the uploads {unfit[0]!r}, which should be a folder such as polls/")


def _audience(word: str, where: str) -> Audience:
    if word not in AUDIENCES:
        raise _wrong(f"{where} is for {word!r}; it can be for {', '.join(AUDIENCES)}")
    return AUDIENCES[word]


def _urls(name: str) -> str:
    """Where an app has its URL patterns, unless the setting says otherwise; Django's admin makes its own."""
    return "django.contrib.admin.site.urls" if name == "django.contrib.admin" else f"{name}.urls"


def _titled(name: str) -> str:
    return name.rpartition(".")[2].replace("_", " ").capitalize()


def _wrong(words: str) -> SettingError:
    return SettingError(f"{VARIABLE}: {words}")
