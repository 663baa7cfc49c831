"""A window that counts how often it loads a whole document, and what went wrong in it."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Request

from tests.site import Site
from tests.windows import opened


@dataclass
class Watched:
    """A window: its page, the documents that it loaded, and the errors of its scripts."""

    page: Page
    loads: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, title: str, path: str) -> None:
        """Follow an entry of the menu to the page at a path."""
        self.page.get_by_role("navigation", name="Main").get_by_role("link", name=title, exact=True).click()
        self.page.wait_for_function("path => location.pathname === path", arg=path)


def watched(context: BrowserContext, site: Site, path: str) -> Watched:
    """A live window that shows `path`; what follows is counted."""
    window = Watched(opened(context, site, path))
    page = window.page
    page.on("request", lambda request: window.loads.append(request.url) if _is_load(request, page) else None)
    page.on("pageerror", lambda error: window.errors.append(str(error)))
    return window


def _is_load(request: Request, page: Page) -> bool:
    return request.is_navigation_request() and request.frame == page.main_frame
