"""A screen of the narrowcaster for three days, over a change of clocks, while everything else is killed."""

import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chaos.rigging import RECOVERY
from tests.fixtures import Somebody
from tests.hallway import Hallway, code_on, device, playlist, shown_on
from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser

SATURDAY = "2027-03-27T11:30:00+01:00"
"""In Berlin, clocks go forward in the night that follows."""


class Days:
    """The clocks of the module and of a device, which a test moves together."""

    def __init__(self, hallway: Hallway) -> None:
        """Begin on the Saturday."""
        self.hallway, self.moment = hallway, datetime.fromisoformat(SATURDAY)
        self.set(SATURDAY)

    def set(self, moment: str) -> None:
        """Let the module's clock say this, from now on."""
        self.moment = datetime.fromisoformat(moment)
        self.hallway.ahead((self.moment - datetime.now(self.moment.tzinfo)).total_seconds())

    def pass_on(self, page: Page, moment: str) -> None:
        """Move both clocks to a later moment, as for a device whose timers were held meanwhile."""
        passed = datetime.fromisoformat(moment) - self.moment
        self.set(moment)
        page.clock.fast_forward(passed // timedelta(milliseconds=1))


@pytest.fixture
def hallway(site: Site, tmp_path: Path) -> Iterator[Hallway]:
    with Hallway(site, tmp_path) as found:
        yield found


@pytest.fixture
def days(hallway: Hallway, site: Site) -> Days:
    found = Days(hallway)
    with site.operator() as operator:
        operator.call("courant.screens.screen.add", name="Entrance")
    playlist(site, "Always", [{"path": "/blog/", "title": "The blog"}])
    playlist(site, "Lunch", [{"path": "/wiki/", "title": "The wiki"}], begins="12:00", ends="13:00")
    playlist(site, "Sunday", [{"path": "/", "title": "The front page"}], weekdays=[6], begins="02:30", ends="10:00")
    return found


@pytest.fixture
def desk(somebody: Somebody, site: Site, days: Days) -> Page:
    return opened(somebody("ada"), site, "/screens/")


@pytest.fixture
def screen(browser: Browser, site: Site, days: Days, desk: Page) -> Iterator[Page]:
    """A device whose clock the test moves. It is wrong by a year, too."""
    context = browser.new_context(reduced_motion="reduce")
    context.clock.install(time=datetime.fromisoformat("2026-03-27T11:30:00+01:00"))
    page = device(context, site, "entrance")
    page.evaluate("window.kept = true")
    with site.operator() as operator:
        operator.call("courant.screens.device.pair", code=code_on(page))
    page.clock.fast_forward(11_000)
    expect(page.locator(".screens-code")).to_be_hidden()
    yield page
    context.close()


def says(desk: Page, words: str) -> None:
    expect(desk.locator(".screens-screen")).to_contain_text(words, timeout=RECOVERY)


def still_plays(page: Page, path: str) -> None:
    """It never shows an error, a dialog or another page, and was never loaded again."""
    shown_on(page, path)
    assert page.evaluate("window.kept") is True


def beats(page: Page, words: str, desk: Page) -> None:
    """Let the device's time go on until the desk says these words."""
    deadline = time.monotonic() + RECOVERY / 1000
    while words not in desk.locator(".screens-screen").inner_text() and time.monotonic() < deadline:
        page.clock.run_for(2000)
    says(desk, words)


def test_it_plays_what_is_planned_for_three_days_over_a_change_of_clocks(desk: Page, screen: Page, days: Days) -> None:
    still_plays(screen, "/blog/")
    beats(screen, "Shows “The blog”", desk)
    days.pass_on(screen, "2027-03-27T12:00:20+01:00")
    still_plays(screen, "/wiki/")
    beats(screen, "Shows “The wiki”", desk)
    days.pass_on(screen, "2027-03-28T01:59:00+01:00")
    still_plays(screen, "/blog/")
    days.pass_on(screen, "2027-03-28T03:01:00+02:00")  # two minutes later: 02:30 was left out
    still_plays(screen, "/")
    days.pass_on(screen, "2027-03-28T10:01:00+02:00")
    still_plays(screen, "/blog/")
    days.pass_on(screen, "2027-03-28T12:01:00+02:00")
    still_plays(screen, "/wiki/")
    days.pass_on(screen, "2027-03-30T11:59:00+02:00")
    still_plays(screen, "/blog/")
    days.pass_on(screen, "2027-03-30T12:01:00+02:00")
    still_plays(screen, "/wiki/")
    beats(screen, "Shows “The wiki”", desk)


def test_it_outlasts_the_module_the_router_and_the_network(
    site: Site, hallway: Hallway, desk: Page, screen: Page, days: Days
) -> None:
    beats(screen, "Shows “The blog”", desk)
    hallway.kill()
    days.pass_on(screen, "2027-03-27T12:00:20+01:00")
    still_plays(screen, "/wiki/")  # by what it knew
    hallway.start()
    beats(screen, "Shows “The wiki”", desk)
    site.kill("router")
    screen.clock.run_for(5000)
    still_plays(screen, "/wiki/")
    site.until_ready()
    beats(screen, "On since", desk)
    screen.context.set_offline(True)
    days.pass_on(screen, "2027-03-27T13:00:20+01:00")
    says(desk, "Off")
    still_plays(screen, "/blog/")
    with site.operator() as operator:
        operator.call("courant.screens.message.send", text="Fire drill", minutes=30)
        operator.call("courant.screens.message.send", text="Ended meanwhile", minutes=1)
    days.pass_on(screen, "2027-03-27T13:05:00+01:00")
    still_plays(screen, "/blog/")
    expect(screen.get_by_role("alert")).to_be_hidden()
    screen.context.set_offline(False)
    until_back(screen)
    expect(screen.get_by_role("alert")).to_have_text("Fire drill")
    beats(screen, "On since", desk)
    days.pass_on(screen, "2027-03-27T13:31:00+01:00")
    expect(screen.get_by_role("alert")).to_be_hidden()
    still_plays(screen, "/blog/")


def until_back(page: Page) -> None:
    """Let the device's time go on until its client has joined the router again."""
    deadline = time.monotonic() + RECOVERY / 1000
    while page.locator("#connection").get_attribute("data-state") != "live" and time.monotonic() < deadline:
        page.clock.run_for(2000)
    expect(page.locator("#connection")).to_have_attribute("data-state", "live")


def test_an_urgent_message_is_on_the_screen_at_once(site: Site, screen: Page) -> None:
    """Prints how long that took, on a machine that does other work too."""
    took = []
    with site.operator() as operator:
        for number in range(10):
            began = time.perf_counter()
            operator.call("courant.screens.message.send", text=f"Message {number}", minutes=1)
            screen.locator(".screens-urgent p", has_text=f"Message {number}").wait_for()
            took.append((time.perf_counter() - began) * 1000)
    sys.stdout.write(f"urgent message to screen: median {sorted(took)[5]:.0f} ms, slowest {max(took):.0f} ms\n")
