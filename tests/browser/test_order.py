"""Editors put the wiki's pages in order, by keyboard and by dragging, and every window follows."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import answered, opened, undo

pytestmark = pytest.mark.browser


def pages(site: Site, *paths: str) -> None:
    """New pages at these paths, each called after the last word of its path."""
    with site.operator() as operator:
        for path in paths:
            title = path.rpartition("/")[2].title()
            operator.call("courant.wiki.page.save", title=title, path=path, text=f"[[{path}]]")


def beside(page: Page, *order: str) -> None:
    """Wait until the tree beside a page shows this order below “Sided”."""
    expect(page.locator(".tree li:has(> a:text-is('Sided')) > details > ul > li > a")).to_have_text(list(order))


def follows(page: Page, *order: str) -> None:
    """Wait until a window shows this order."""
    expect(page.locator("li:has(> div > a:text-is('Order')) > ul > li > div > a")).to_have_text(list(order))


def test_pages_are_put_in_order_in_two_windows(site: Site, somebody: Somebody) -> None:
    pages(site, "order", "order/one", "order/three", "order/two")
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


def test_the_tree_beside_a_page_is_put_in_order_by_those_who_may(site: Site, somebody: Somebody) -> None:
    pages(site, "sided", "sided/blue", "sided/green", "sided/red")
    editor, other = opened(somebody("admin"), site, "/wiki/sided/red/"), opened(somebody("ada"), site, "/wiki/sided/")
    reader = opened(somebody(""), site, "/wiki/sided/")
    loaded = reader.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert not any(name.endswith(("/tree.js", "/dragging.js", "/order.css")) for name in loaded)
    tree = editor.get_by_role("navigation", name="Pages")
    expect(tree).to_have_attribute("aria-description", re.compile("hold Alt"))
    tree.get_by_role("link", name="Red", exact=True).focus()
    editor.keyboard.press("Alt+ArrowUp")
    for window in (editor, other, reader):
        beside(window, "Blue", "Red", "Green")
    expect(tree.get_by_role("link", name="Red", exact=True)).to_be_focused()
    with answered(editor):
        tree.get_by_role("link", name="Green", exact=True).drag_to(
            tree.get_by_role("link", name="Blue", exact=True), target_position={"x": 20, "y": 2}
        )
    for window in (editor, other, reader):
        beside(window, "Green", "Blue", "Red")
    undo(editor, "Put it back")
    for window in (editor, other, reader):
        beside(window, "Blue", "Red", "Green")
    tree.get_by_role("link", name="Red", exact=True).focus()
    editor.keyboard.press("Alt+ArrowRight")
    moved = tree.get_by_role("link", name="Red", exact=True)
    expect(moved).to_have_attribute("href", "/wiki/sided/blue/red/")
    expect(moved).to_be_focused()
    beside(reader, "Blue", "Green")
