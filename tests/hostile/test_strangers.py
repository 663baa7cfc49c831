"""A module that does harm harms only itself: others are read as before, and administrators see in words what it did."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.fixtures import Somebody
from tests.hostile.stranger import NAME, Stranger, stranger
from tests.readers import Reader, words
from tests.site import Site
from tests.windows import opened


@pytest.fixture
def mischief(site: Site) -> Iterator[Stranger]:
    """The module."""
    with stranger(site) as one:
        yield one


@pytest.mark.router
def test_it_gets_nothing_that_belongs_to_others(site: Site, mischief: Stranger) -> None:
    assert mischief.does("steal") == "nothing"
    assert Reader(site).http.get("/blog/").status_code == 200


@pytest.mark.parametrize("kind", ["nothing", "number", "list", "wrong", "large"])
def test_garbage_is_named_to_administrators_and_no_reader_sees_it(site: Site, mischief: Stranger, kind: str) -> None:
    answer = Reader(site).http.get(f"/{NAME}/{kind}/")
    assert answer.status_code in {500, 503}
    assert "went wrong" in words(answer) or "held back" in words(answer)
    assert Reader(site).http.get("/blog/").status_code == 200
    with Reader(site).sign_in("admin") as admin:
        until_listed(admin, f"courant.{NAME}.page.")


def test_a_page_of_two_megabytes_ends_its_own_connection_only(site: Site, mischief: Stranger) -> None:
    assert Reader(site).http.get(f"/{NAME}/huge/").status_code in {404, 503}
    assert Reader(site).http.get("/blog/").status_code == 200


def test_a_flood_is_slowed_down_and_pages_are_read_meanwhile(site: Site, mischief: Stranger) -> None:
    assert mischief.does("flood") == "flooding"
    with Reader(site).sign_in("admin") as admin:
        until_listed(admin, "the router reads it more slowly")
        for path in ("/", "/blog/", "/wiki/"):
            assert admin.http.get(path).status_code == 200
    assert mischief.does("calm") == "calm"


def test_a_page_that_paints_over_everything_is_plain_and_the_shell_goes_on(
    site: Site, somebody: Somebody, mischief: Stranger
) -> None:
    window = opened(somebody("ada"), site, f"/{NAME}/paints/")
    expect(window.locator("main h1")).to_have_text("Painted over")
    assert window.evaluate("document.documentElement.dataset.taken") is None
    assert window.evaluate("getComputedStyle(document.querySelector('#cover')).position") == "static"
    assert window.evaluate("getComputedStyle(document.querySelector('#main')).position") != "fixed"
    window.locator("nav.menu").first.get_by_role("link", name="Blog").click()
    expect(window).to_have_url(f"{site.url}/blog/")


def test_no_form_of_it_leads_elsewhere(site: Site, mischief: Stranger) -> None:
    answer = Reader(site).http.get(f"/{NAME}/paints/")
    assert 'id="elsewhere"' in answer.text
    assert "form-action 'self'" in answer.headers["Content-Security-Policy"]


def until_listed(admin: Reader, what: str) -> None:
    """Ask for the page of modules until it has these words."""
    for _ in range(200):
        if what in admin.http.get("/admin/modules/").text:
            return
    raise AssertionError(words(admin.http.get("/admin/modules/")))
