"""The site without JavaScript: people can read and write everything, and lose no text that they typed."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.content import picture
from tests.site import PASSWORD, Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window in which no script runs."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def sign_in(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.url}/accounts/login/")
    page.get_by_label("Username or e-mail").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("html")).not_to_have_attribute("data-role", "visitor")


def test_a_page_is_written_and_a_stale_save_offers_the_merge(site: Site, page: Page) -> None:
    sign_in(page, site, "ada")
    with site.operator() as operator:
        first = operator.call("courant.wiki.page.save", title="Quay", path="quay", text="One.\n\nTwo.\n\nThree.")
        page.goto(f"{site.url}/wiki/quay/~edit/")
        page.locator("textarea[name=text]").fill("One, mine.\n\nTwo.\n\nThree.")
        operator.call(
            "courant.wiki.page.save", title="Quay", path="quay", text="One.\n\nTwo.\n\nThree, theirs.",
            base=first["revision"],
        )  # fmt: skip
    page.locator("form.editor button.primary").click()
    expect(page.locator("#text")).to_have_value("One, mine.\n\nTwo.\n\nThree, theirs.")
    page.locator("form.editor button.primary").click()
    expect(page.locator("main")).to_contain_text("One, mine.")
    expect(page.locator("main")).to_contain_text("Three, theirs.")
    expect(page.locator("#notices .notice")).to_be_visible()


def test_a_refused_text_stays_in_the_form(site: Site, page: Page) -> None:
    sign_in(page, site, "ada")
    page.goto(f"{site.url}/wiki/quay/~edit/")
    page.locator("input[name=title]").evaluate("field => field.removeAttribute('maxlength')")
    page.locator("input[name=title]").fill("x" * 10_000)
    page.locator("textarea[name=text]").fill("Words that took an hour.")
    page.locator("form.editor button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("Words that took an hour.")
    expect(page.locator("[name=title]")).to_have_attribute("aria-invalid", "true")


def test_a_picture_goes_with_a_comment(site: Site, page: Page) -> None:
    sign_in(page, site, "grace")
    with site.operator() as operator:
        post = operator.call("courant.blog.post.save", title="Ferns", text="Which?", published=True)
    page.goto(site.url + post["path"])
    page.get_by_label("Your comment").fill("This one:")
    page.get_by_label("Pictures").set_input_files(
        {"name": "fern.png", "mimeType": "image/png", "buffer": picture(600, 400)}
    )
    page.get_by_label("Describe them").fill("A fern")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comment")).to_contain_text("This one:")
    expect(page.get_by_role("img", name="A fern")).to_have_attribute("width", "600")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["login/", "signup/", "password/reset/", "password/reset/done/", "password/change/", "people/"]
)
def test_the_pages_of_accounts_are_accessible(site: Site, browser: Browser, path: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    if path in {"password/change/", "people/"}:
        sign_in(page, site, "admin")
    page.goto(f"{site.url}/accounts/{path}")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    context.close()
