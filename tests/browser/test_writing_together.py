"""Two windows write one page: carets, words that outlast a closed tab, saves by others, undo beside remote words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.chaos.rigging import rigged_live
from tests.site import Site
from tests.windows import sign_in, text_of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def writers(browser: Browser, site: Site) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """The browsers of two editors."""
    contexts = browser.new_context(), browser.new_context()
    for context, name in zip(contexts, ("ada", "admin"), strict=True):
        context.set_default_timeout(10_000)
        sign_in(context, site, name)
    yield contexts
    for context in contexts:
        context.close()


def page_named(site: Site, path: str, text: str) -> str:
    """A new page; returns the address of its form."""
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title=path.title(), path=path, text=text, base=0)
    return f"/wiki/{path}/~edit/"


def has(page: Page, text: str) -> None:
    expect(page.locator("#text")).to_have_value(text)


def says(page: Page, status: str) -> None:
    expect(page.locator(".saved")).to_have_text(status)


def at_end(page: Page, words: str) -> None:
    text_of(page).press("Control+End")
    page.keyboard.type(words)


def test_each_sees_what_the_other_types_and_where(site: Site, writers: tuple[BrowserContext, BrowserContext]) -> None:
    form = page_named(site, "both", "One")
    ada, admin = (rigged_live(context, site, form) for context in writers)
    at_end(ada, " two")
    has(admin, "One two")
    expect(admin.locator(".caret .who")).to_have_text("ada")
    at_end(admin, " three")
    has(ada, "One two three")
    says(ada, "Saved")
    ada.keyboard.press("Control+z")
    has(admin, "One three")
    ada.get_by_role("button", name="Save", exact=True).click()
    expect(ada.locator("article")).to_contain_text("One three")
    expect(admin.locator(".caret")).to_have_count(0)
    admin.close()


def test_what_is_typed_offline_outlasts_the_tab_and_is_sent_on_return(
    site: Site, writers: tuple[BrowserContext, BrowserContext]
) -> None:
    form = page_named(site, "away", "One")
    ada, admin = (rigged_live(context, site, form) for context in writers)
    text_of(ada).press("Control+Home")
    says(ada, "Saved")
    ada.evaluate("sockets.refuse()")
    says(ada, "Offline: kept on this device")
    ada.keyboard.type("mine ")
    has(ada, "mine One")
    says(ada, "Offline: kept on this device")
    ada.close(run_before_unload=False)
    at_end(admin, " theirs")
    again = rigged_live(writers[0], site, form)
    expect(again.locator("#text")).to_have_value("mine One theirs")
    has(admin, "mine One theirs")
    says(again, "Saved")
    again.close()
    admin.close()


def test_a_save_by_form_reaches_the_windows_that_are_open(
    site: Site, writers: tuple[BrowserContext, BrowserContext]
) -> None:
    form = page_named(site, "form", "One\n\nTwo")
    ada = rigged_live(writers[0], site, form)
    at_end(ada, " and more")
    says(ada, "Saved")
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Form", path="form", text="Zero\n\nOne\n\nTwo", base=1)
    has(ada, "Zero\n\nOne\n\nTwo and more")
    at_end(ada, "!")
    has(ada, "Zero\n\nOne\n\nTwo and more!")
    ada.close()
