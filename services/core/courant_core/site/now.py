"""The settings as they are now in core's process, and how a change reaches everybody."""

from dataclasses import dataclass, field

from courant_kit.process.environment import load, time_zone
from courant_kit.wire.payload import encode
from msgspec import convert

from courant_core import contract
from courant_core.module import module
from courant_core.site import drawing, files, keeping, sheet
from courant_core.site.payloads import ShownSite, SiteSettings

SHEET = "look.css"


def usual() -> SiteSettings:
    """The settings of a site whose administrators have saved none: those of the environment."""
    return SiteSettings(load(module.name).site_name or "Courant", time_zone=time_zone("COURANT_TIME_ZONE").key)


@dataclass(slots=True)
class Now:
    """The newest revision's number and settings, and the address of their style sheet."""

    revision: int = 0
    settings: SiteSettings = field(default_factory=usual)
    sheet: str = ""


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


def complete(settings: SiteSettings, revision: int, address: str) -> ShownSite:
    """Settings with what follows from them."""
    more = {"revision": revision, "sheet": address, "not_found_html": drawing.text(settings.not_found)}
    return convert({**encode(settings), **more}, ShownSite)


def sheet_of(settings: SiteSettings) -> str:
    """The address of the style sheet of these settings, which is stored; "" if they change nothing of the look."""
    written = sheet.written(settings)
    return files.store(SHEET, written.encode()) if written else ""


def _read() -> tuple[int, SiteSettings, str]:
    number, settings = keeping.newest(usual())
    return number, settings, sheet_of(settings)


def _adopt(number: int, settings: SiteSettings, address: str) -> None:
    now.revision, now.settings, now.sheet = number, settings, address


module.before_calls.append(remember)
