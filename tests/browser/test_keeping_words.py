"""What people type outlasts what happens to its page, its service and its window: on real windows."""

import subprocess
import sys
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.chaos.rigging import rigged_live
from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import opened, text_of

pytestmark = pytest.mark.browser

ANEW = """
import sys
from courant_kit.process.django_settings import setup
setup("wiki", "courant_wiki")
from courant_kit.coediting import epochs
from courant_kit.live.outbox import in_transaction
in_transaction(epochs.begin_anew, sys.argv[1])
"""


def page_of(site: Site, path: str, text: str) -> str:
    """A new page; returns the name of its document."""
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title=path.title(), path=path, text=text, base=0)
        return str(operator.call("courant.wiki.page.get", path=path)["document"])


def writes(context: BrowserContext, site: Site, path: str) -> Page:
    """A window that writes a page, with the caret at the end, and whose sockets can be cut."""
    page = rigged_live(context, site, f"/wiki/{path}/~edit/")
    text_of(page).press("Control+End")
    says(page, "Saved")
    return page


def says(page: Page, status: str) -> None:
    expect(page.locator(".saved")).to_have_text(status)


def has(page: Page, text: str) -> None:
    expect(page.locator("#text")).to_have_value(text)


def types_offline(page: Page, words: str, text: str) -> None:
    """Type words without a connection, which make this text, and close the window once the device has them."""
    page.evaluate("sockets.refuse()")
    says(page, "Offline: kept on this device")
    page.keyboard.type(words)
    has(page, text)
    says(page, "Offline: kept on this device")
    page.close(run_before_unload=False)


def begin_anew(site: Site, document: str) -> None:
    """Begin a document anew, as another replica of the wiki would."""
    subprocess.run([sys.executable, "-c", ANEW, document], env=site.environment, check=True, timeout=60)


def test_words_of_a_page_that_is_not_open_are_sent_by_the_next_window(site: Site, somebody: Somebody) -> None:
    page_of(site, "waiting", "One")
    ada, admin = somebody("ada"), somebody("admin")
    types_offline(writes(ada, site, "waiting"), " two", "One two")
    elsewhere = opened(ada, site, "/wiki/~new/")
    notice = elsewhere.locator("#notices")
    expect(notice).to_contain_text("What you had written without a connection is stored now.")
    has(writes(admin, site, "waiting"), "One two")
    notice.get_by_role("link", name="Open the page").click()
    has(elsewhere, "One two")
    again = opened(ada, site, "/wiki/~new/")
    expect(again.get_by_role("toolbar", name="Formatting")).to_be_visible()
    expect(again.locator("#notices")).not_to_contain_text("without a connection")


def test_a_text_that_is_begun_anew_goes_on_where_its_writers_are(site: Site, somebody: Somebody) -> None:
    document = page_of(site, "anew", "One\n\nTwo")
    ada, eve = writes(somebody("ada"), site, "anew"), writes(somebody("admin"), site, "anew")
    eve.evaluate("sockets.refuse()")
    says(eve, "Offline: kept on this device")
    eve.keyboard.type(", theirs")
    ada.keyboard.press("Control+Home")
    begin_anew(site, document)
    ada.keyboard.type("Mine: ")
    has(ada, "Mine: One\n\nTwo")
    eve.evaluate("sockets.allow()")
    for page in (ada, eve):
        has(page, "Mine: One\n\nTwo, theirs")
        says(page, "Saved")
    for words in ("and ", "more. "):
        ada.keyboard.type(words)
    eve.keyboard.type(".")
    for page in (ada, eve):
        has(page, "Mine: and more. One\n\nTwo, theirs.")
        says(page, "Saved")


def test_words_that_waited_in_a_closed_tab_while_the_text_was_begun_anew(site: Site, somebody: Somebody) -> None:
    document = page_of(site, "late", "One\n\nTwo")
    ada, admin = somebody("ada"), somebody("admin")
    types_offline(writes(ada, site, "late"), " and late", "One\n\nTwo and late")
    begin_anew(site, document)
    other = writes(admin, site, "late")
    other.keyboard.press("Control+Home")
    other.keyboard.type("Zero, ")
    for one in (writes(ada, site, "late"), other):
        has(one, "Zero, One\n\nTwo and late")
        says(one, "Saved")


def test_the_caret_of_a_window_that_is_killed_goes_with_it(site: Site, somebody: Somebody) -> None:
    page_of(site, "killed", "One")
    ada, admin = somebody("ada"), writes(somebody("admin"), site, "killed")
    for _ in range(2):
        page = writes(ada, site, "killed")
        page.keyboard.type("!")
        expect(admin.locator(".caret .who")).to_have_text("ada")
        with suppress(Error):
            page.goto("chrome://crash")
        expect(admin.locator(".caret")).to_have_count(0)


def test_a_writer_whose_right_is_withdrawn_stops_at_once_and_keeps_the_words(site: Site, somebody: Somebody) -> None:
    page_of(site, "rights", "One")
    site.add("vera", "editor")
    admin = writes(somebody("admin"), site, "rights")
    vera = writes(somebody("vera"), site, "rights")
    vera.keyboard.type(" two")
    has(admin, "One two")
    vera.evaluate("sockets.refuse()")
    says(vera, "Offline: kept on this device")
    vera.keyboard.type(" three")
    site.command("user", "role", "vera", "member")
    vera.evaluate("sockets.allow()")
    expect(vera.locator(".saved")).to_contain_text("Not accepted")
    vera.keyboard.type(" four")
    has(vera, "One two three")
    admin.keyboard.press("Control+End")
    admin.keyboard.type("!")
    says(admin, "Saved")
    has(admin, "One two!")
