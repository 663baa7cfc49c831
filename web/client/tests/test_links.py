"""Which links and GET forms the window opens over the socket, and which it leaves to the browser."""

import re
from typing import Any

import pytest
from blog import heading
from conftest import Site, Window
from playwright.sync_api import BrowserContext, expect

pytestmark = pytest.mark.usefixtures("pages")


def test_a_link_opens_its_page_over_the_socket(window: Window, site: Site) -> None:
    """Address, title, description, canonical address and feed are those of the page; the document stays."""
    window.open().page.click("#ours")
    expect(heading(window)).to_have_text("Post first")
    expect(window.page).to_have_url(site.url + "/blog/first/")
    expect(window.page).to_have_title("First post · Courant")
    head = window.page.locator("head")
    expect(head.locator("meta[name=description]")).to_have_attribute("content", "What it says")
    expect(head.locator("link[rel=canonical]")).to_have_attribute("href", site.url + "/blog/first/")
    expect(head.locator("link[type='application/atom+xml']")).to_have_attribute("href", "/blog/feed/")
    assert window.same_document
    assert site.requests == ["GET /blog/"]


def test_queries_are_arguments(window: Window, site: Site) -> None:
    """What the route names goes to the page procedure, and nothing else."""
    window.open()
    window.run("document.querySelector('#search').href = '/blog/?page=2&utm_source=x'")
    window.page.click("#search")
    expect(heading(window)).to_have_text("Blog page 2")
    expect(window.page).to_have_url(site.url + "/blog/?page=2&utm_source=x")
    assert window.run("fake.asked('courant.blog.page.index')")[-1] == {"page": "2"}
    window.page.go_back()
    expect(heading(window)).to_have_text("Blog page 1")


def test_a_form_by_get_is_a_page_too(window: Window, site: Site) -> None:
    """A search opens over the socket, and has an address."""
    window.open().page.fill("[name=q]", "a b")
    window.page.keyboard.press("Enter")
    expect(heading(window)).to_have_text("Blog page a b")
    expect(window.page).to_have_url(site.url + "/blog/?q=a+b")
    assert window.same_document


@pytest.mark.parametrize("link", ["other", "external"])
def test_links_to_anything_else_are_links(window: Window, link: str) -> None:
    """What no present module answers is loaded."""
    window.open().page.click(f"#{link}")
    expect(heading(window)).to_have_text(re.compile("Else|First over HTTP"))
    assert not window.same_document


@pytest.mark.parametrize("modifier", ["Control", "Shift"])
def test_clicks_with_modifiers_are_the_browsers(window: Window, modifier: Any) -> None:
    """A new tab or window, never this one."""
    window.open().page.click("#ours", modifiers=[modifier])
    expect(heading(window)).to_have_text("Blog")
    assert window.run("fake.asked('courant.blog.page.post').length") <= 1  # at most the prefetch of the hover


def test_targets_and_downloads_are_the_browsers(window: Window, context: BrowserContext) -> None:
    """They leave this window as it is."""
    window.open()
    with context.expect_page():
        window.page.click("#blank")
    with window.page.expect_download():
        window.page.click("#download")
    expect(heading(window)).to_have_text("Blog")


def test_jumps_stay_on_the_page(window: Window, site: Site) -> None:
    """A hash alone scrolls, and back undoes it, without asking anybody."""
    window.open().page.click("#jump")
    expect(window.page).to_have_url(site.url + "/blog/#far")
    window.page.go_back()
    expect(window.page).to_have_url(site.url + "/blog/")
    assert window.run("fake.asked('courant.blog.page.index').length") == 0
    assert window.same_document


def test_a_hash_leads_to_its_target_on_the_new_page(window: Window) -> None:
    """And the focus goes there."""
    window.open()
    window.run("document.querySelector('#ours').href = '/blog/first/#far'")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Post first")
    expect(window.page.locator("#far")).to_be_focused()


def test_redirects_are_followed(window: Window, site: Site) -> None:
    """The address is that of the page that is shown."""
    window.open()
    window.run("""fake.procedures["courant.blog.page.post"] = ({ slug }) =>
        slug === "first" ? fake.page("", { status: 301, location: "/blog/second/" }) : fake.page("<h1>Second</h1>")""")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Second")
    expect(window.page).to_have_url(site.url + "/blog/second/")
    assert window.same_document


def test_a_redirect_out_of_the_modules_is_loaded(window: Window) -> None:
    """To the sign-in page, for instance."""
    window.open()
    window.run("""fake.procedures["courant.blog.page.post"] =
        () => fake.page("", { status: 302, location: "/elsewhere/" })""")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("First over HTTP")


def test_an_error_page_is_shown_as_one(window: Window, site: Site) -> None:
    """A page with a status of its own keeps address and status."""
    window.open()
    window.run("""fake.procedures["courant.blog.page.post"] = () => fake.page("<h1>Deleted</h1>", { status: 410 })""")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Deleted")
    expect(window.page.locator("#main")).to_have_attribute("data-status", "410")
    expect(window.page).to_have_url(site.url + "/blog/first/")


def test_a_failed_call_becomes_an_ordinary_load(window: Window) -> None:
    """Then the server tells what is wrong."""
    window.open()
    window.run("fake.procedures['courant.blog.page.post'] = () => { throw fake.error('forbidden', 'No') }")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("First over HTTP")
    assert not window.same_document


def test_without_a_connection_links_are_links(window: Window) -> None:
    """Reading goes on."""
    window.open()
    window.run("(fake.refuse = true, fake.drop())")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("First over HTTP")
    assert not window.same_document
