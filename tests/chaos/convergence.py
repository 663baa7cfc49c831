"""Compares an open window with the page that a new reader gets."""

import time
from difflib import unified_diff

from playwright.sync_api import BrowserContext, Page

#: The page's HTML, without what the client alone adds: words for times, the mark of the open page, where focus went,
#: buttons for uploads in the place of a field for them, and those that copy code.
#: What is between two elements of a list is nobody's: an item that moves leaves it behind.
SHOWN = """() => {
    const main = document.getElementById("main").cloneNode(true);
    for (const time of main.querySelectorAll("time")) time.replaceWith(time.dateTime);
    for (const added of main.querySelectorAll(".attach, .uploads, pre.code > button, [data-plain]")) added.remove();
    for (const element of main.querySelectorAll("*"))
        for (const name of ["tabindex", "aria-current"]) element.removeAttribute(name);
    return main.innerHTML.replaceAll(/\\s+/g, " ").replaceAll(/> ?/g, ">\\n");
}"""
PATIENCE = 45.0


def converges(*pages: Page) -> None:
    """Wait until each window shows the same, version by version, as its page does without JavaScript."""
    for page in pages:
        fresh = _reader(page.context)
        deadline = time.monotonic() + PATIENCE
        while difference := _difference(page, fresh):
            assert time.monotonic() < deadline, difference
        fresh.close()


def _reader(context: BrowserContext) -> BrowserContext:
    """The same person's browser, without JavaScript."""
    assert context.browser is not None
    return context.browser.new_context(java_script_enabled=False, storage_state=context.storage_state())


def _difference(page: Page, reader: BrowserContext) -> str:
    fresh = reader.new_page()
    fresh.goto(page.url)
    shown, wanted = page.evaluate(SHOWN).split("\n"), fresh.evaluate(SHOWN).split("\n")
    fresh.close()
    return "\n".join(unified_diff(wanted, shown, "fresh", "open window", lineterm=""))
