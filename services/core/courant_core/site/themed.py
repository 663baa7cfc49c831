"""The themes on this machine, and the addresses of their files, which core serves."""

from functools import cache

import structlog
from courant_kit.content import assets, themes
from courant_kit.content.assets import Assets
from courant_kit.content.themes import SHEET, Theme
from courant_kit.wire.assets import address

from courant_core.module import module

log = structlog.get_logger()


def names() -> list[str]:
    """The names of the themes that can be chosen."""
    return sorted(files())


def listed() -> list[Theme]:
    """The themes that can be chosen, by title."""
    known = themes.installed()
    return sorted((known[name] for name in names()), key=lambda theme: theme.title)


def usual() -> str:
    """The theme of a site whose administrators have chosen none: that of the environment."""
    theme = themes.current()
    return theme.name if theme else ""


def sheet(name: str) -> str:
    """The address of a theme's style sheet; "" if there is no such theme."""
    found = files().get(name)
    return address(module.name, found.version, SHEET) if found else ""


def find(version: str, name: str) -> bytes | None:
    """A file of the theme whose files have this hash; None if there is none."""
    return next((one.files.get(name) for one in files().values() if one.version == version), None)


@cache
def files() -> dict[str, Assets]:
    """The files of each theme that has a style sheet, by the theme's name, read once."""
    found = {name: Assets(module.name, assets.read(theme.static)) for name, theme in themes.installed().items()}
    for name in found.keys() - {name for name, one in found.items() if SHEET in one.files}:
        log.warning("a theme has no style sheet", theme=name, wanted=f"static/{SHEET}")
    return {name: one for name, one in found.items() if SHEET in one.files}


module.assets.made.append(find)
