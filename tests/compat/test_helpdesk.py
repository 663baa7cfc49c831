"""django-helpdesk, a whole document with Bootstrap and jQuery: visitors send tickets, editors answer them."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.compat.windows import watched
from tests.fixtures import Somebody
from tests.site import Site

FILE: FilePayload = {"name": "noise.txt", "mimeType": "text/plain", "buffer": b"It hums."}


@pytest.fixture(autouse=True)
def queue(theirs: Path, site: Site, somebody: Somebody) -> None:
    """A queue to which the public may send tickets, made in Django's admin."""
    page = somebody("admin").new_page()
    page.goto(f"{site.url}/data/helpdesk/queue/")
    if page.get_by_role("link", name="Machines", exact=True).count():
        return
    page.goto(f"{site.url}/data/helpdesk/queue/add/")
    page.locator("#id_title").fill("Machines")
    page.locator("#id_slug").fill("machines")
    page.locator("#id_allow_public_submission").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")


def test_a_visitor_sends_a_ticket_with_a_file_and_an_editor_answers(site: Site, somebody: Somebody) -> None:
    window = watched(somebody(""), site, "/wiki/")
    page = window.page
    window.go("Help", "/help/")
    page.get_by_role("link", name="New Ticket").first.click()
    expect(page).to_have_url(f"{site.url}/help/tickets/submit/")
    expect(page.locator(".breadcrumb")).to_contain_text("Create Ticket")
    page.locator("main form").last.evaluate("form => form.noValidate = true")
    page.locator("#id_title").fill("The pump")
    page.get_by_role("button", name="Submit Ticket").click()
    expect(page.locator("main")).to_contain_text("This field is required.")
    expect(page.locator("#id_title")).to_have_value("The pump")
    page.locator("#id_queue").select_option(label="Machines")
    page.locator("#id_body").fill("It is loud.")
    page.locator("#id_submitter_email").fill("somebody@example.org")
    page.locator("#id_attachment").set_input_files(FILE)
    page.get_by_role("button", name="Submit Ticket").click()
    expect(page.locator("main")).to_contain_text("machines-")
    expect(page.locator("main")).to_contain_text("The pump")
    assert page.url.startswith(f"{site.url}/help/view/")
    page.go_back()
    expect(page.get_by_role("button", name="Submit Ticket")).to_be_visible()
    assert (window.loads, window.errors) == ([], [])


def test_its_menus_open_and_its_table_is_filled_by_its_own_script(site: Site, somebody: Somebody) -> None:
    window = watched(somebody("ada"), site, "/wiki/")
    page = window.page
    page.get_by_role("link", name="Help", exact=True).click()
    expect(page.locator("courant-app:not([aria-busy])")).to_be_visible()
    page.locator("#userDropdown").click()
    expect(page.locator("[aria-labelledby=userDropdown]")).to_be_visible()
    assert (window.loads, window.errors) == ([], [])
