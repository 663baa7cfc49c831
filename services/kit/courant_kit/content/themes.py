"""Themes: folders with styles and templates that replace the site's, from packages or named by a path."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from os import environ
from pathlib import Path
from typing import Any

import structlog
from django.template import Origin, Template, TemplateDoesNotExist, TemplateSyntaxError
from django.template.loaders import filesystem

from courant_kit.process.environment import SettingError

GROUP = "courant.themes"
VARIABLE = "COURANT_THEME"

ABOUT, SHEET = "theme.toml", "theme.css"

CONTEXT = 1
"""The version of what templates are given (docs/how-to/theming.md). A theme for another one brings its styles only."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: its name, what it calls itself, its folder, and for which version of the context its templates are."""

    name: str
    title: str
    folder: Path
    context: int = CONTEXT

    @property
    def static(self) -> Path:
        """The folder of its style sheet and of the files that it refers to."""
        return self.folder / "static"

    @property
    def templates(self) -> Path | None:
        """The folder of its templates; None if it has none, or they are for another version of the context."""
        folder = self.folder / "templates"
        return folder if self.context == CONTEXT and folder.is_dir() else None


@cache
def installed() -> dict[str, Theme]:
    """The themes on this machine by name: those of packages, and the one that COURANT_THEME names by its path.

    A package whose theme cannot be read is left out, and logged.
    """
    found: dict[str, Theme] = {}
    for point in entry_points(group=GROUP):
        try:
            found[point.name] = read(point.name, _folder(point.value))
        except (SettingError, ImportError, ValueError) as error:
            log.warning("a theme is left out", theme=point.name, reason=str(error))
    own = chosen(environ, found)
    return found | ({own.name: own} if own else {})


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SettingError(f"there is no package {package}")
    return Path(spec.origin).parent


def chosen(environment: Mapping[str, str], known: Mapping[str, Theme]) -> Theme | None:
    """The theme that COURANT_THEME selects, by the name of one that is known or by a path; raises SettingError."""
    value = environment.get(VARIABLE, "")
    if not value or value in known:
        return known.get(value)
    folder = Path(value).expanduser()
    if not folder.is_absolute():
        names = f", such as {min(known)}" if known else ""
        raise SettingError(
            f"{VARIABLE} is {value!r}; it should be the complete path of a folder or a theme's name{names}"
        )
    return read(folder.name, folder)


def current() -> Theme | None:
    """The theme whose templates this process uses; raises SettingError."""
    return chosen(environ, installed())


def read(name: str, folder: Path) -> Theme:
    """The theme in a folder; raises SettingError if it is none."""
    try:
        about: dict[str, Any] = tomllib.loads((folder / ABOUT).read_text())
    except (OSError, ValueError) as error:
        raise SettingError(f"{folder} is no theme: its {ABOUT} cannot be read ({error})") from error
    title, context = about.get("title"), about.get("context")
    if not isinstance(title, str) or not title.strip() or type(context) is not int:
        raise SettingError(f'{folder / ABOUT} should have a title = "..." and context = {CONTEXT}')
    if context != CONTEXT:
        log.warning("the templates of a theme are for another version", theme=name, context=context, here=CONTEXT)
    return Theme(name, title.strip(), folder, context)


def under(project: dict[str, Any]) -> dict[str, Any]:
    """Django's settings with the templates of the current theme before all others; unchanged if it has none."""
    theme = current()
    if theme is None or theme.templates is None:
        return project
    templates = [dict(one) for one in project["TEMPLATES"]]
    for one in templates:
        of_theme = ("courant_kit.content.themes.Loader", [theme.templates])
        others = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
        loaders = [("django.template.loaders.cached.Loader", [of_theme, *others])]
        one.pop("APP_DIRS", None)
        one["OPTIONS"] = {**one.get("OPTIONS", {}), "loaders": loaders}
    return {**project, "TEMPLATES": templates}


class Loader(filesystem.Loader):
    """Loads the templates of a theme. One that is broken is logged, and the site's own is used in its place."""

    def get_contents(self, origin: Origin) -> str:
        """The text of a template; raises TemplateDoesNotExist if there is none, or it is broken."""
        try:
            text: str = super().get_contents(origin)
            Template(text, origin, str(origin.template_name), self.engine)
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            log.warning("a theme's template is broken; the site's own is used", template=str(origin), reason=str(error))
            raise TemplateDoesNotExist(origin) from error
        return text
