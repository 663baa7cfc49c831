"""A moving picture of two browser windows: one person comments, and the other's window shows it at once.

Both windows are real and live. Each frame is photographed once the page shows what it should, so the picture shows
every state that the windows went through, but not how long each of them took.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.site import Site
from tests.windows import opened, sign_in

WIDTH, HEIGHT, SCALE = 740, 840, 0.8
KEYS = 2
"""How many letters a person types from one frame to the next."""

WORDS = "Does this work on a train?"
BEGUN, REST = "It catches up ", "after each tunnel."
TITLE, TEXT = "A fern", "It has lived in the bathroom for three years and asks for nothing but steam."
AUTHOR, PEOPLE = "linnea", ("Ada", "Grace")
BESIDE = """<!doctype html><style>
body {{ margin: 0; padding: 8px; display: flex; gap: 8px; background: #e9eef0; font: 600 14px/32px sans-serif }}
figure {{ position: relative; margin: 0; width: {width}px; border-radius: 8px; overflow: hidden; background: #fff;
  box-shadow: 0 0 0 1px #b8c4c9 }}
figcaption {{ height: 32px; text-align: center; color: #33454d; background: #d7e0e4 }}
img {{ display: block; width: {width}px; height: {height}px }}
svg {{ position: absolute; width: 20px; fill: #111; stroke: #fff; stroke-width: 1.5 }}
</style>{windows}"""
WINDOW = """<figure><figcaption>{title}</figcaption><img src="data:image/png;base64,{picture}">{pointer}</figure>"""
MIDDLE = """element => {
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
POINTER = """<svg viewBox="0 0 20 24" style="left: {x}px; top: {y}px"><path d="M2 1v18l5-5 4 9 4-2-4-8h7z"/></svg>"""


@dataclass
class Window:
    """A person's window, with the place of the pointer in it."""

    title: str
    page: Page
    pointer: tuple[float, float] | None = None

    @property
    def words(self) -> Locator:
        """The field for a comment."""
        return self.page.get_by_label("Your comment")

    def point(self, at: Locator) -> None:
        """Move the pointer onto an element."""
        at.scroll_into_view_if_needed()
        x, y = at.evaluate(MIDDLE)
        self.pointer = x, y

    def html(self) -> str:
        """The window as it is now."""
        picture = b64encode(self.page.screenshot(caret="initial")).decode()
        pointer = ""
        if self.pointer:
            x, y = (round(place * SCALE) for place in self.pointer)
            pointer = POINTER.format(x=x, y=y + 32)
        return WINDOW.format(title=self.title, picture=picture, pointer=pointer)


@dataclass
class Film:
    """The frames so far, each with its milliseconds."""

    windows: list[Window]
    table: Page
    frames: list[tuple[Image.Image, int]] = field(default_factory=list)

    def take(self, milliseconds: int) -> None:
        """Add both windows as they are now."""
        html = "".join(window.html() for window in self.windows)
        sizes = {"width": round(WIDTH * SCALE), "height": round(HEIGHT * SCALE)}
        self.table.set_content(BESIDE.format(windows=html, **sizes), wait_until="load")
        self.frames.append((Image.open(BytesIO(self.table.screenshot())).convert("RGB"), milliseconds))

    def type(self, window: Window, words: str) -> None:
        """Have somebody write, a few letters a frame."""
        for start in range(0, len(words), KEYS):
            window.words.press_sequentially(words[start : start + KEYS])
            self.take(80)

    def send(self, window: Window, words: str) -> None:
        """Have somebody send the comment, which every window then shows."""
        window.point(window.page.get_by_role("button", name="Comment"))
        self.take(500)
        window.page.get_by_role("button", name="Comment").click()
        for one in self.windows:
            expect(one.page.locator(".comment", has_text=words)).to_be_visible()
        self.take(1900)

    def encoded(self) -> bytes:
        """The film as an animated WebP that starts again and again."""
        (first, _), *rest = self.frames
        file = BytesIO()
        first.save(
            file, "WEBP", save_all=True, append_images=[image for image, _ in rest], loop=0, quality=85, method=6,
            duration=[milliseconds for _, milliseconds in self.frames], minimize_size=True,
        )  # fmt: skip
        return file.getvalue()


def recorded(browser: Browser, site: Site) -> bytes:
    """Two people in a conversation below a post, as an animated WebP; neither loses what they are typing."""
    path = _post(browser, site)
    ada, grace = (_window(browser, site, name, path) for name in PEOPLE)
    size = {"width": 2 * round(WIDTH * SCALE) + 24, "height": round(HEIGHT * SCALE) + 48}
    film = Film([ada, grace], browser.new_page(viewport=size))
    for one in (ada, grace):
        one.point(one.words)
    film.take(900)
    ada.words.click()
    grace.words.click()
    film.type(ada, WORDS)
    film.type(grace, BEGUN)
    film.send(ada, WORDS)
    film.type(grace, REST)
    film.send(grace, BEGUN + REST)
    return film.encoded()


def _post(browser: Browser, site: Site) -> str:
    """The path of a short post, published by an editor."""
    site.add(AUTHOR, "editor")
    context = browser.new_context()
    sign_in(context, site, AUTHOR)
    answer = context.request.post(
        f"{site.url}/call/courant.blog.post.save/", headers={"Origin": site.url},
        form={"title": TITLE, "text": TEXT, "tags": "plants", "published": "true"},
    )  # fmt: skip
    context.close()
    return urlsplit(answer.url).path


def _window(browser: Browser, site: Site, name: str, path: str) -> Window:
    """A window of somebody who is signed in."""
    context = browser.new_context(
        color_scheme="light", viewport={"width": WIDTH, "height": HEIGHT}, reduced_motion="reduce",
        device_scale_factor=SCALE,
    )  # fmt: skip
    sign_in(context, site, name.lower())
    return Window(f"{name}'s window", opened(context, site, path))
