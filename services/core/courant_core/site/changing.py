"""From the settings before and what somebody asks for to the settings after; raises Invalid (no I/O)."""

from collections.abc import Iterable
from difflib import get_close_matches
from zoneinfo import available_timezones

from courant_kit.calls.errors import Invalid
from courant_kit.wire.manifest import MenuEntry
from courant_kit.words import gettext, marked
from msgspec.structs import replace

from courant_core.site import arranging, colours
from courant_core.site.payloads import ChangeSite, SiteSettings

LINES = ("name", "tagline", "logo_alt", "theme")
TEXTS = ("welcome", "footer", "not_found")
COLOURS = ("accent", "accent_dark", "ground", "ground_dark")
STACKS = ("headings", "text")

WORDS = {
    "name": marked("Name"),
    "tagline": marked("Tagline"),
    "time_zone": marked("Time zone"),
    "logo": marked("Logo"),
    "logo_alt": marked("Words for the logo"),
    "accent": marked("Accent, light"),
    "accent_dark": marked("Accent, dark"),
    "ground": marked("Ground, light"),
    "ground_dark": marked("Ground, dark"),
    "headings": marked("Typeface of headings"),
    "text": marked("Typeface of texts"),
    "font": marked("Uploaded typeface"),
    "theme": marked("Theme"),
    "menu": marked("Menu"),
    "front": marked("Front page"),
    "welcome": marked("Welcome text"),
    "footer": marked("Footer"),
    "not_found": marked("Page not found"),
}
"""The settings in words, as the page has them."""


def changed(
    before: SiteSettings, request: ChangeSite, modules: Iterable[MenuEntry], themes: Iterable[str]
) -> SiteSettings:
    """The settings after a change, without those that files bring; raises Invalid with the field that is wrong."""
    after = replace(before, **_simple(request))
    if request.menu_url is not None:
        after.menu = arranging.menu_of(request, modules, before.menu)
    if request.front_block is not None:
        after.front = arranging.front_of(request)
    check(after, themes)
    return after


def check(settings: SiteSettings, themes: Iterable[str]) -> None:
    """Raise Invalid if the settings as a whole are not right: the name, the time zone, the colours, the theme."""
    if not settings.name:
        raise Invalid(gettext("The site needs a name."), field="name")
    _check_zone(settings.time_zone)
    if settings.theme and settings.theme not in themes:
        raise Invalid(
            gettext("There is no theme “{theme}” on this machine.").format(theme=settings.theme), field="theme"
        )
    colours.check(colours.LIGHT, settings.accent, settings.ground, ("accent", "ground"))
    colours.check(colours.DARK, settings.accent_dark, settings.ground_dark, ("accent_dark", "ground_dark"))


def differing(before: SiteSettings, after: SiteSettings) -> list[str]:
    """The names of the settings in which two states differ."""
    return [name for name in WORDS if getattr(before, name) != getattr(after, name)]


def _simple(request: ChangeSite) -> dict[str, str]:
    given = {name: getattr(request, name) for name in (*LINES, *TEXTS, *COLOURS, *STACKS, "time_zone")}
    found = {name: value for name, value in given.items() if value is not None}
    for name in {*LINES, "time_zone"} & found.keys():
        found[name] = " ".join(found[name].split())
    for name in {*COLOURS} & found.keys():
        found[name] = colours.checked(found[name], name)
    return found


def _check_zone(name: str) -> None:
    zones = available_timezones()
    if name in zones:
        return
    near = get_close_matches(name, zones, 1) or ["Europe/Amsterdam"]
    words = gettext("There is no time zone “{name}”. Write its name, such as {near}.").format(
        name=name[:60], near=near[0]
    )
    raise Invalid(words, field="time_zone")
