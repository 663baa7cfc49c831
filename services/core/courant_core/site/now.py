"""The settings as they are now in core's process, and how a change reaches everybody."""

from dataclasses import dataclass, field

from courant_kit.process.environment import load, time_zone
from courant_kit.wire.payload import encode
from msgspec import convert

from courant_core import contract
from courant_core.module import module
from courant_core.site import drawing, files, keeping, sheet, themed
from courant_core.site.payloads import ShownSite, SiteSettings

SHEET = "look.css"


def usual() -> SiteSettings:
    """The settings of a site whose administrators have saved none: those of the environment."""
    zone = time_zone("COURANT_TIME_ZONE").key
    return SiteSettings(load(module.name).site_name or "Courant", time_zone=zone, theme=themed.usual())


@dataclass(slots=True)
class Now:
    """The newest revision's number and settings, and the addresses of their style sheets."""

    revision: int = 0
    settings: SiteSettings = field(default_factory=usual)
    sheets: list[str] = field(default_factory=list)


now = Now()


async def remember() -> None:
    """Load the settings before the first call is answered."""
    _adopt(*await module.in_thread(_read))


async def renew() -> None:
    """After a revision is stored: load it, and publish everything that shows settings."""
    await remember()
    for fragment in (contract.BRAND, contract.FOOTER, contract.LOOK, contract.MENU, contract.FRONT_PAGE):
        await module.touch_memory(fragment())
    await module.touch_memory(contract.SITE_PAGE())


def complete(settings: SiteSettings, revision: int, sheets: list[str]) -> ShownSite:
    """Settings with what follows from them."""
    more = {"revision": revision, "sheets": sheets, "not_found_html": drawing.text(settings.not_found)}
    return convert({**encode(settings), **more}, ShownSite)


def sheets_of(settings: SiteSettings) -> list[str]:
    """The addresses of the style sheets of these settings; that of colours and typefaces is stored."""
    written = sheet.written(settings)
    own = files.store(SHEET, written.encode()) if written else ""
    return [one for one in (themed.sheet(settings.theme), own) if one]


def _read() -> tuple[int, SiteSettings, list[str]]:
    number, settings = keeping.newest(usual())
    return number, settings, sheets_of(settings)


def _adopt(number: int, settings: SiteSettings, sheets: list[str]) -> None:
    now.revision, now.settings, now.sheets = number, settings, sheets


module.before_calls.append(remember)
