"""Makes the README's pictures: two windows at work, and the front page in light and dark.

`python -m docs.screenshots` starts a new site with the first content, opens it in Chromium, and writes
`docs/images/two-windows.webp` (animated) and `docs/images/front.png`.
"""

import sys
from base64 import b64encode

from playwright.sync_api import Browser, expect, sync_playwright

from docs.recording import recorded
from tests.router import ROOT
from tests.site import Site
from tests.windows import chromium, opened, sign_in

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT, GAP = 820, 872, 16
LARGEST = 300_000
"""The bytes that one picture may have."""

PEOPLE = ("ada", "grace")
BESIDE = """<!doctype html><style>
body {{ margin: 0; display: flex; gap: {gap}px; background: transparent }}
img {{ width: {width}px; height: {height}px; border-radius: 10px; box-shadow: inset 0 0 0 1px #8885 }}
</style>{images}"""


def look_on(browser: Browser, site: Site) -> None:
    """Have some people on the front page, each in a window of their own."""
    for name in PEOPLE:
        site.add(name, "member")
        context = browser.new_context()
        sign_in(context, site, name)
        opened(context, site, "/")


def taken(browser: Browser, site: Site, scheme: str) -> bytes:
    """The front page in a colour scheme, as a visitor's window shows it once it is live."""
    size = {"width": WIDTH, "height": HEIGHT}
    context = browser.new_context(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    page = opened(context, site, "/")
    for name in PEOPLE:
        expect(page.locator(f'#presence [title="{name}"]')).to_be_visible()
    picture = page.screenshot()
    context.close()
    return picture


def beside(browser: Browser, pictures: list[bytes]) -> bytes:
    """Pictures side by side, as a PNG."""
    images = "".join(f'<img src="data:image/png;base64,{b64encode(one).decode()}">' for one in pictures)
    width = len(pictures) * (WIDTH + GAP) - GAP
    page = browser.new_page(viewport={"width": width, "height": HEIGHT})
    page.set_content(BESIDE.format(gap=GAP, width=WIDTH, height=HEIGHT, images=images), wait_until="load")
    return page.screenshot(omit_background=True)


def pictures() -> dict[str, bytes]:
    """Every picture by its file's name, of a site that runs only for them."""
    site = Site().start()
    try:
        site.command("seed")
        with sync_playwright() as playwright, chromium(playwright) as browser:
            look_on(browser, site)
            front = beside(browser, [taken(browser, site, scheme) for scheme in ("light", "dark")])
            return {"front.png": front, "two-windows.webp": recorded(browser, site)}
    finally:
        site.stop()


def main() -> int:
    """Write the pictures; the exit code is 1 when one is larger than a README should load."""
    IMAGES.mkdir(exist_ok=True)
    made = pictures()
    for name, picture in made.items():
        (IMAGES / name).write_bytes(picture)
        print(f"{name}: {len(picture):,} bytes")
    return max(map(len, made.values())) > LARGEST


if __name__ == "__main__":
    sys.exit(main())
