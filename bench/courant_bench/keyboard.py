"""Keys that are pressed in one window, and when each was painted in another, on the clock that both share."""

import random
import time
from typing import Protocol

from playwright.sync_api import Browser, Page

from courant_bench.typists import Voice

LETTER = "x"  # no other text of a measure has it
CONTENT = ".cm-content"
PATIENCE = 20_000  # milliseconds
OFTEN = 0.1  # seconds between two looks whether all keys are painted

#: Notes each key of the letter, and the moment at which it had been painted. A change of the document that is made in a
#: frame's own callback is painted with this frame, any other with the next. A message that is posted in a frame's
#: callbacks arrives when the frame has been handed to the screen.
CLOCK = """
window.courantTyping = { pressed: [], painted: [] };
{
  const now = () => performance.timeOrigin + performance.now();
  const frame = requestAnimationFrame.bind(window);
  const channel = new MessageChannel();
  let [drawing, shown] = [false, 0];
  const draw = () => { if (!drawing) { drawing = true; channel.port2.postMessage(null); } };
  channel.port1.onmessage = () => {
    drawing = false;
    while (courantTyping.painted.length < shown) courantTyping.painted.push(now());
  };
  window.requestAnimationFrame = (act) => frame((at) => { draw(); act(at); });
  addEventListener("keydown", ({ key, timeStamp }) => {
    if (key === "LETTER") courantTyping.pressed.push(performance.timeOrigin + timeStamp);
  }, true);
  courantTyping.watch = () => {
    const editor = document.querySelector("courant-editor");
    const content = (editor?.shadowRoot ?? document).querySelector("CONTENT");
    const count = () => content.textContent.split("LETTER").length - 1;
    const look = () => {
      const found = count();
      if (found <= shown) return;
      shown = found;
      if (!drawing) frame(draw);
    };
    new MutationObserver(look).observe(content, { subtree: true, childList: true, characterData: true });
  };
}
""".replace("LETTER", LETTER).replace("CONTENT", CONTENT)


class WritingSite(Protocol):
    """A site in whose documents several people write."""

    name: str

    @property
    def roots(self) -> tuple[int, ...]:
        """The process ids of its processes."""

    def document(self, text: str) -> str:
        """Return the name of a new document with this text."""

    def voice(self, document: str) -> Voice:
        """Open a document without a browser."""

    def writer(self, browser: Browser) -> Page:
        """Open an empty window of a person who may write."""

    def address(self, document: str) -> str:
        """Return the address of a document's editor."""

    def text(self, page: Page) -> str:
        """Return the text of a window."""


def opened(site: WritingSite, browser: Browser, document: str) -> Page:
    """Open a document in the window of a person, whose caret is at the end of its first line."""
    page = site.writer(browser)
    page.add_init_script(CLOCK)
    page.goto(site.address(document))
    page.locator(CONTENT).wait_for(timeout=PATIENCE)
    page.evaluate("courantTyping.watch()")
    page.locator(CONTENT).press("Control+Home")
    page.keyboard.press("End")
    return page


def press(page: Page, keys: int, pause: float, seed: int = 1) -> None:
    """Press the letter so often; between two keys is `pause` seconds, a third more or less."""
    chance = random.Random(seed)  # noqa: S311 - the same rhythm each time
    due = time.perf_counter()
    for _ in range(keys):
        time.sleep(max(due - time.perf_counter(), 0))
        page.keyboard.press(LETTER)
        due += pause * chance.uniform(2 / 3, 4 / 3)


def painted(writer: Page, reader: Page, keys: int) -> list[float]:
    """Wait until the reader's window has all keys; return the seconds from each keydown to its painted frame.

    Raises TimeoutError. The page is asked again and again: its policy forbids what waits inside it.
    """
    end = time.monotonic() + PATIENCE / 1000
    while (count := reader.evaluate("courantTyping.painted.length")) < keys:
        if time.monotonic() > end:
            raise TimeoutError(f"{count} of {keys} keys were painted")
        time.sleep(OFTEN)
    pressed, shown = writer.evaluate("courantTyping.pressed"), reader.evaluate("courantTyping.painted")
    return [(after - before) / 1000 for before, after in zip(pressed, shown, strict=True)]
