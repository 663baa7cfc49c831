"""Editors put the wiki's pages in order, by keyboard and by dragging, and every window follows."""

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser


def follows(page: Page, *order: str) -> None:
    """Wait until a window shows this order."""
    expect(page.locator("li:has(> div > a:text-is('Order')) > ul > li > div > a")).to_have_text(list(order))


def test_pages_are_put_in_order_in_two_windows(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        for path in ("order", "order/one", "order/three", "order/two"):
            operator.call(
                "courant.wiki.page.save", title=path.rpartition("/")[2].title(), path=path, text=f"[[{path}]]"
            )  # fmt: skip
    keyboard, mouse = (opened(somebody(name), site, "/wiki/~order/") for name in ("ada", "admin"))
    reader = opened(somebody("ada"), site, "/wiki/order/")
    follows(keyboard, "One", "Three", "Two")
    keyboard.get_by_role("link", name="Two", exact=True).focus()
    keyboard.keyboard.press("Alt+ArrowUp")
    for window in (keyboard, mouse):
        follows(window, "One", "Two", "Three")
    expect(keyboard.locator("#notices")).to_contain_text("“Two” is now number 2 of 3 below “Order”.")
    mouse.get_by_role("link", name="Three", exact=True).drag_to(
        mouse.get_by_role("link", name="One", exact=True), target_position={"x": 20, "y": 3}
    )
    for window in (keyboard, mouse):
        follows(window, "Three", "One", "Two")
    keyboard.get_by_role("button", name="Move Two in").click()
    follows(mouse, "Three", "One")
    expect(mouse.get_by_role("link", name="Two", exact=True)).to_have_attribute("href", "/wiki/order/one/two/")
    expect(reader.locator(".tree a", has_text="Two")).to_have_attribute("href", "/wiki/order/one/two/")
