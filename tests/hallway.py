"""The narrowcaster on a site for tests: its module with a clock that tests move, and devices in its hallway."""

import re
import signal
from pathlib import Path
from typing import Self

from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.router import ROOT
from tests.services import Program
from tests.site import Site

EXAMPLE = ROOT / "examples" / "narrowcaster"
CLOCKED = """
import sys
from datetime import timedelta
from pathlib import Path

from courant_kit import run, setup

settings = setup("screens", "courant_screens")
from courant_screens import clock

real, ahead = clock.now, Path(sys.argv[1])
clock.now = lambda: real() + timedelta(seconds=float(ahead.read_text()))
from courant_screens.service import module

run(module, settings)
"""


class Hallway:
    """The module on a site; use it as a context. Its clock is ahead of the real one by so many seconds."""

    def __init__(self, site: Site, folder: Path, ahead: float = 0, zone: str = "Europe/Berlin") -> None:
        """Create its credential and its program; `folder` has its data and its log."""
        self.site, self.folder = site, folder
        (secret,) = re.findall(r"COURANT_SECRET=(\S+)", site.command("module", "add", "screens"))
        self._environment = {
            "COURANT_SECRET": secret, "COURANT_ROUTER": f"ws://localhost:{site.port}/ws", "PYTHONPATH": str(EXAMPLE),
            "COURANT_DATA": str(folder / "var"), "SCREENS_TIME_ZONE": zone,
        }  # fmt: skip
        (folder / "clocked.py").write_text(CLOCKED)
        self.ahead(ahead)

    def ahead(self, seconds: float) -> None:
        """Set the module's clock."""
        other = self.folder / "ahead.new"
        other.write_text(str(seconds))
        other.replace(self.folder / "ahead")

    def start(self) -> None:
        """Start the module, and wait until the site has it."""
        with self.site.visitor() as visitor:
            changed = visitor.subscribe("courant.core.module.changed")
            self.program = Program(
                [self.folder / "clocked.py", self.folder / "ahead"], self._environment, self.folder / "screens.log"
            )
            while visitor.next_event(changed, timeout=60)[1] != {"module": "screens", "present": True}:
                pass

    def kill(self) -> None:
        """Kill the module."""
        self.program.end(signal.SIGKILL)

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End it, and take its credential away."""
        if self.program.process.poll() is None:
            self.program.end()
        self.site.command("module", "remove", "screens")


def device(context: BrowserContext, site: Site, screen: str) -> Page:
    """A device that has opened a screen's address, and shows a code or what plays."""
    page = context.new_page()
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{site.url}/screens/show/{screen}/")
    return page


def code_on(page: Page) -> str:
    """The code that a device shows."""
    letters = page.locator(".screens-letters")
    expect(letters).to_have_text(re.compile(r"^\w{3} \w{3}$"))
    return letters.inner_text()


def playlist(site: Site, name: str, entries: list[dict[str, object]], **plan: object) -> int:
    """Make a playlist that plays before the others, on all screens; the number of it."""
    with site.operator() as operator:
        location = operator.call("courant.screens.playlist.add", name=name)["location"]
        number = int(location.strip("/").rpartition("/")[2])
        for entry in entries:
            operator.call("courant.screens.entry.add", **{"playlist": number, "kind": "page", "seconds": 3600, **entry})
        if plan:
            weekdays = plan.pop("weekdays", list(range(7)))
            operator.call("courant.screens.playlist.save", id=number, name=name, weekdays=weekdays, **plan)
    return number


def shown_on(page: Page, path: str) -> FrameLocator:
    """The page with this path, as a device shows it."""
    expect(page.locator(f"#screens-cover > iframe[data-open][title='{path}']")).to_be_visible()
    return page.frame_locator(f"#screens-cover > iframe[title='{path}']")
