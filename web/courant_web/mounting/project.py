"""Django's settings and addresses of the mounted apps."""

import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, NoReturn

from courant_kit.process.environment import SettingError
from django.http import Http404, HttpRequest
from django.urls import URLResolver, include, path, re_path
from django.urls.resolvers import URLPattern

from courant_web.mounts import VARIABLE, App

NOWHERE = "nowhere"
"""The name of the patterns that take what no pattern of an app does."""

UPLOADS = "/media/~apps/"
"""Where uploads of mounted apps are; no module's name begins with a tilde."""


def extended(own: Mapping[str, Any], apps: tuple[App, ...], data: Path) -> dict[str, Any]:
    """Web's settings with what the apps need; raises SettingError if an app sets what web decides."""
    # Behind all others: an app's folder may have another version of what the site itself needs.
    sys.path += [folder for folder in dict.fromkeys(app.folder for app in apps) if folder and folder not in sys.path]
    (engine,) = own["TEMPLATES"]
    options = {**engine["OPTIONS"]}
    options["context_processors"] = [*options["context_processors"], "courant_web.mounting.context.of_app"]
    named = [*own["INSTALLED_APPS"], *(_found(name, app) for app in apps for name in app.apps)]
    project = {
        **own,
        "INSTALLED_APPS": list(dict.fromkeys(named)),
        "MIDDLEWARE": [*own["MIDDLEWARE"], "courant_web.mounting.forms.Forms", "courant_web.mounting.around.Around"],
        "TEMPLATES": [{**engine, "OPTIONS": options}],
        "STATIC_URL": "/static/",
        "MEDIA_URL": UPLOADS,
        "MEDIA_ROOT": str(data / "uploads-of-apps"),
    }
    return project | _settings(apps, project)


def urlpatterns(apps: Iterable[App]) -> list[URLResolver | URLPattern]:
    """The addresses of the apps' pages, files and uploads."""
    from courant_web.mounting import files

    apps = tuple(apps)
    if not apps:
        return []
    return [
        *(path(app.path.lstrip("/"), _patterns(app.urls)) for app in apps),
        *(re_path(rf"^{app.word}/", _nowhere, name=NOWHERE) for app in apps),
        re_path(r"^static/~inline/(?P<name>[0-9a-f]{64}\.(?:js|css))\Z", files.inline),
        re_path(r"^static/~scoped/(?P<name>[^\\]{1,300})\Z", files.scoped),
        re_path(r"^static/(?P<name>[^\\]{1,300})\Z", files.static),
        re_path(rf"^{UPLOADS[1:]}(?P<name>[^\\]{{1,300}})\Z", files.upload),
    ]


def _nowhere(request: HttpRequest, *_: Any, **__: Any) -> NoReturn:
    """No page: an app's own patterns did not match."""
    raise Http404


def _patterns(name: str) -> Any:
    """What `path` takes: a module with `urlpatterns`, or what an object such as Django's admin offers."""
    return include(name) if _is_module(name) else resolve_name(name)


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def _found(name: str, app: App) -> str:
    """The name of an app that is installed: a package, or the class of its configuration."""
    package = name.partition(".apps.")[0]
    if not _is_module(package):
        raise SettingError(f"{VARIABLE}: {app.path} needs {package}, which is not installed where web runs")
    return name


def _settings(apps: Iterable[App], project: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for app in apps:
        for name, value in app.settings.items():
            if name in project or found.get(name, value) != value:
                raise SettingError(f"{VARIABLE}: {app.path} sets {name}, which the site or another app sets")
            found[name] = value
    return found
