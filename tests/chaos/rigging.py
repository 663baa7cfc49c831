"""Windows whose sockets a test controls (`sockets.js`), and a mark that shows whether the page was loaded again."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.site import Site
from tests.windows import until_live

#: Milliseconds in which everything is back after the worst: the router needs five to ten seconds, and a window's
#: longest wait between two tries is fifteen.
RECOVERY = 60_000

SOCKETS = (Path(__file__).parent / "sockets.js").read_text()
COMMENT = "Your comment"


def rigged(context: BrowserContext, site: Site, path: str, prepared: str = "") -> Page:
    """A window on `path`, which may not be live yet; `prepared` is JavaScript that runs before any of the page's."""
    page = context.new_page()
    page.add_init_script(SOCKETS + prepared)
    page.goto(site.url + path)
    page.evaluate("window.kept = true")
    return page


def rigged_live(context: BrowserContext, site: Site, path: str) -> Page:
    """The same, live."""
    return until_live(rigged(context, site, path))


def is_again(page: Page, state: str, timeout: float = RECOVERY) -> None:
    """Wait until the window says `live`, `reconnecting`, `offline` or `polling`."""
    expect(page.locator("#connection")).to_have_attribute("data-state", state, timeout=timeout)


def is_the_same_window(page: Page) -> None:
    """See that it was not loaded again meanwhile."""
    assert page.evaluate("window.kept") is True


def half_write(page: Page, words: str = "half a thou") -> None:
    """Type into the comment form, and send nothing."""
    page.get_by_label(COMMENT).fill(words)


def still_has(page: Page, words: str = "half a thou") -> None:
    """See that what was typed is still there."""
    expect(page.get_by_label(COMMENT)).to_have_value(words)


def shows(page: Page, words: str, timeout: float = RECOVERY) -> None:
    """Wait until the page shows these words, once."""
    expect(page.locator("#main").get_by_text(words, exact=True)).to_have_count(1, timeout=timeout)


def until(page: Page, condition: str, milliseconds: int = 20_000) -> None:
    """Wait until a JavaScript expression is true in the page."""
    assert page.evaluate(
        """async (milliseconds) => {
            const deadline = performance.now() + milliseconds;
            while (!(CONDITION) && performance.now() < deadline) await new Promise((go) => setTimeout(go, 20));
            return !!(CONDITION);
        }""".replace("CONDITION", condition),
        milliseconds,
    ), condition
