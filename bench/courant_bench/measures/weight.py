"""The size of a reader's first page, as transferred."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Request

from courant_bench.browser import visit


@dataclass
class Bytes:
    """Compressed bytes of the bodies, without images; `everything` includes the page itself, fonts and calls."""

    script: int = 0
    style: int = 0
    everything: int = 0


def first_page(browser: Browser, url: str, live: str) -> tuple[Bytes, list[str]]:
    """Open `url` with an empty cache; return the bytes, and a line for each file."""
    page = browser.new_context().new_page()
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108 - Playwright marks its listeners
    visit(page, url, live)
    page.wait_for_load_state("networkidle")
    total, lines = Bytes(), []
    for request in requests:
        kind, size = request.resource_type, request.sizes()["responseBodySize"]
        if kind in {"image", "websocket"}:
            continue
        total.everything += size
        total.script += size if kind == "script" else 0
        total.style += size if kind == "stylesheet" else 0
        lines.append(f"{size:>7} {kind:<10} {request.url.split('/', 3)[-1]}")
    page.context.close()
    return total, lines
