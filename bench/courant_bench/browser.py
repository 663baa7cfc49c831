"""The system's Chromium, driven by Playwright, and the scripts that read its clock."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from courant_bench.processes import NotReady

QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip

#: The one without windows of its own comes first: it takes less of the processor from what is measured.
PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")

NOW = "performance.timeOrigin + performance.now()"

#: Defines `courantBench.shown(test)`, the moment at which `test()` first held after a change of the document, and
#: `courantBench.painted(test)`, the moment at which the frame that shows it had been handed to the screen.
CLOCK = """
window.courantBench = {
  now: () => performance.timeOrigin + performance.now(),
  shown: test => new Promise(done => {
    const look = () => { if (test()) { watch.disconnect(); done(courantBench.now()) } };
    const watch = new MutationObserver(look);
    watch.observe(document, {subtree: true, childList: true, characterData: true});
    look();
  }),
  painted: async test => {
    await courantBench.shown(test);
    await new Promise(requestAnimationFrame);
    await new Promise(done => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(null);
    });
    return courantBench.now();
  },
};
"""


def visit(page: Page, url: str, live: str) -> None:
    """Open `url` and wait until the page matches `live`; raises `NotReady` if the answer is not a success."""
    answer = page.goto(url)
    if answer is None or not answer.ok:
        raise NotReady(f"{url} was answered with {answer.status if answer else 'nothing'}")
    page.wait_for_selector(live, state="attached")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium; raises `NotReady` if the system has none."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        raise NotReady("Chromium is not installed (Debian: apt-get install chromium)")
    words = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=words)
        yield browser
        browser.close()
