"""What readers do raises the numbers in an editor's open window, and nothing of them is stored."""

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site import Site
from tests.windows import opened, until_live

pytestmark = pytest.mark.browser

Somebody = Callable[[str], BrowserContext]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
"""Chromium without a screen calls itself a program."""


def total(page: Page, views: int) -> None:
    expect(page.locator(".total")).to_contain_text(f"{views} view", timeout=20_000)


def test_a_view_and_a_click_show_at_once(site: Site, browser: Browser, somebody: Somebody) -> None:
    with site.operator() as operator:
        save = "courant.blog.post.save"
        first = operator.call(save, title="Herons counted", text="One.", published=True)["path"]
        second = operator.call(save, title="Storks counted", text=f"[Herons]({first})", published=True)["path"]
    editor = opened(somebody("ada"), site, first)
    editor.get_by_role("link", name="Statistics", exact=True).last.click()
    total(editor, 0)
    context = browser.new_context(
        user_agent=FIREFOX, extra_http_headers={"Referer": "https://birds.example/quagmire-path"}
    )
    reader = context.new_page()
    reader.goto(site.url + first)
    total(editor, 1)
    expect(editor.locator("main")).to_contain_text("birds.example")
    reader.goto(site.url + second)
    until_live(reader).get_by_role("link", name="Herons", exact=True).click()
    total(editor, 2)
    context.close()
    assert stored(site, "birds.example")
    for word in ("Firefox", "Gecko", "127.0.0.1", "quagmire"):
        assert not stored(site, word)


def stored(site: Site, word: str) -> bool:
    """Whether a table of views in core's database has the word."""
    with sqlite3.connect(f"file:{site.data / 'core.sqlite3'}?mode=ro", uri=True) as database:
        tables = ("readpage", "reading", "referral")
        rows = [str(row) for one in tables for row in database.execute(f"SELECT * FROM courant_core_{one}")]
    return any(word in row for row in rows)
