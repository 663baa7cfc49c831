"""django-todo, which extends `base.html`: lists, tasks, messages and files, in windows and without JavaScript."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Page, Route, expect

from tests.compat.windows import watched
from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import sign_in

FILE: FilePayload = {"name": "seeds.csv", "mimeType": "text/csv", "buffer": b"carrot,12\n"}

INLINE = "**/static/~inline/*.js"


@pytest.fixture(autouse=True)
def _installed(theirs: Path) -> None:
    """Without the app, nothing here can be tested."""


def make_list(page: Page, name: str, task: str) -> None:
    """A list with one task, whose page is open at the end."""
    begin_list(page, name, task)
    page.get_by_role("link", name=task).click()


def begin_list(page: Page, name: str, task: str) -> None:
    """A list with one task, whose page is not open."""
    page.get_by_role("link", name="Create new todo list").click()
    page.get_by_label("List Name").fill(name)
    page.get_by_role("button", name="Submit").click()
    page.locator("#id_title").fill(task)
    page.locator("[name=add_edit_task]").click()
    expect(page.get_by_role("link", name=task)).to_be_visible()


def attach(page: Page, name: str) -> None:
    """Send a file by the form of the open task."""
    page.locator("[name=attachment_file_input]").set_input_files(
        {"name": name, "mimeType": FILE["mimeType"], "buffer": FILE["buffer"]}
    )
    page.get_by_role("button", name="Upload").click()


def held_scripts(page: Page) -> Callable[[], None]:
    """Hold the scripts of a page's handlers, which then come later than a hand; until what is returned is called."""
    handlers: list[Route] = []
    released: list[bool] = []

    def keep(route: Route) -> None:
        if released:
            route.continue_()
        else:
            handlers.append(route)

    def release() -> None:
        released.append(True)
        for route in handlers:
            route.continue_()

    page.route(INLINE, keep)
    return release


def refuse(dialog: Dialog, asked: list[str]) -> None:
    """Answer a question with no, and note it."""
    asked.append(dialog.message)
    dialog.dismiss()


def test_from_the_wiki_to_a_file_and_back_without_a_reload(site: Site, somebody: Somebody) -> None:
    window = watched(somebody("ada"), site, "/wiki/")
    page = window.page
    window.go("To do", "/todo/")
    expect(page.get_by_role("heading", name="Todo Lists")).to_be_focused()
    for message in ("A new list has been added.", "There was a problem saving the new list."):
        page.get_by_role("link", name="Create new todo list").click()
        page.get_by_label("List Name").fill("Garden")
        page.get_by_role("button", name="Submit").click()
        expect(page.locator("#notices")).to_contain_text(message)
        if "added" in message:
            window.go("To do", "/todo/")
    expect(page).to_have_url(f"{site.url}/todo/add_list/")
    window.go("To do", "/todo/")
    page.get_by_role("link", name="Garden").click()
    page.locator("#id_title").fill("Sow carrots")
    page.locator("[name=add_edit_task]").click()
    page.get_by_role("link", name="Sow carrots").click()
    attach(page, "seeds.exe")
    expect(page.locator("#notices .notice[data-tone=bad]")).to_contain_text("does not allow upload of .exe files")
    attach(page, "seeds.csv")
    expect(page.locator("#notices")).to_have_text("File attached successfully")
    with page.expect_download() as saved:
        page.get_by_role("link", name="seeds.csv").click()
    assert saved.value.path().read_bytes() == FILE["buffer"]
    task = page.url
    window.go("Wiki", "/wiki/")
    page.go_back()
    expect(page).to_have_url(task)
    expect(page.get_by_role("link", name="seeds.csv")).to_be_visible()
    expect(page.locator("#connection")).to_have_attribute("data-state", "live")
    assert [load for load in window.loads if "seeds" not in load] == []
    assert window.errors == []


def test_a_question_of_the_page_is_asked(site: Site, somebody: Somebody) -> None:
    window = watched(somebody("ada"), site, "/todo/")
    page = window.page
    asked: list[str] = []
    begin_list(page, "Asked", "Mow")
    release = held_scripts(page)
    page.get_by_role("link", name="Mow").click()
    page.locator("[name=submit_delete]").click()
    page.once("dialog", lambda dialog: refuse(dialog, asked))
    with page.expect_event("dialog"):
        release()
    assert asked == ["Are you sure you want to delete this task?"]
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[name=submit_delete]").click()
    expect(page.locator("#notices")).to_contain_text("Task 'Mow' has been deleted")
    assert (window.loads, window.errors) == ([], [])


def test_a_form_that_is_sent_before_its_handlers_are_there_waits_for_them(site: Site, somebody: Somebody) -> None:
    page = watched(somebody("ada"), site, "/todo/").page
    begin_list(page, "Waiting", "Rake")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    release = held_scripts(page)
    page.get_by_role("link", name="Rake").click()
    expect(page.locator("[name=submit_delete]")).to_be_visible()
    page.locator("form:has([name=submit_delete])").evaluate("form => form.requestSubmit()")
    expect(page.locator("courant-app[aria-busy]")).to_be_visible()
    assert sent == []
    release()
    expect(page.locator("#notices")).to_contain_text("Task 'Rake' has been deleted")


def test_two_windows_see_each_other(site: Site, somebody: Somebody) -> None:
    ada, admin = (watched(somebody(name), site, "/wiki/") for name in ("ada", "admin"))
    for window in (ada, admin):
        window.go("To do", "/todo/")
    expect(ada.page.locator("#presence")).to_contain_text("admin")
    expect(admin.page.locator("#presence")).to_contain_text("ada")
    admin.go("Wiki", "/wiki/")
    expect(ada.page.locator("#presence")).not_to_contain_text("admin")


@pytest.fixture
def scriptless(browser: Browser, site: Site) -> Iterator[Page]:
    """A page of ada's in a browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, site, "ada")
    yield context.new_page()
    context.close()


def test_without_javascript_it_is_plain_http(site: Site, scriptless: Page) -> None:
    page = scriptless
    page.goto(f"{site.url}/wiki/")
    page.get_by_role("link", name="To do", exact=True).click()
    make_list(page, "Plainly", "Water")
    attach(page, "seeds.exe")
    expect(page.locator("#notices")).to_contain_text("does not allow upload of .exe files")
    attach(page, "seeds.csv")
    expect(page.locator("#notices")).to_have_text("File attached successfully")
    with page.expect_download() as saved:
        page.get_by_role("link", name="seeds.csv").click()
    assert saved.value.suggested_filename == "seeds.csv"


def test_uploads_are_for_those_who_may_open_the_app(site: Site, somebody: Somebody) -> None:
    window = watched(somebody("ada"), site, "/todo/")
    make_list(window.page, "Private", "Dig")
    attach(window.page, "seeds.csv")
    address = window.page.get_by_role("link", name="seeds.csv").get_attribute("href") or ""
    assert address.startswith("/media/~apps/tasks/")
    for name, status in (("", 404), ("grace", 404), ("ada", 200), ("admin", 200)):
        answer = somebody(name).request.get(site.url + address)
        assert answer.status == status
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert somebody("admin").request.get(f"{site.url}/media/~apps/tasks/..%2F..%2Fsecrets%2Fweb-key").status == 404
