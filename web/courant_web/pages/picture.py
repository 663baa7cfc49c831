"""The picture with which previews of links show a page (Open Graph, ogp.me): its own, or one that is drawn (no I/O).

`web/client/src/pages/picture.ts` decides the same for a page that is opened without a reload.
"""

from typing import NamedTuple
from zlib import crc32

from courant_kit.live.audience import EVERYBODY
from courant_kit.media import names
from courant_kit.wire.page import Page

CARDS = "/media/~card/"
WIDTH, HEIGHT = 1200, 630
"""Pixels of a picture that is drawn."""


class Picture(NamedTuple):
    """The path or address of a picture, its size in pixels (zeros if it is not known), and what it shows in words."""

    address: str
    width: int
    height: int
    words: str


def picture(page: Page, site: str) -> Picture | None:
    """The picture of a page on the site of this name; None for one that not everybody may read, and has none."""
    if page.image:
        return Picture(page.image, *names.size(page.image.rpartition("/")[2]), page.title or site)
    if not _is_public(page):
        return None
    return Picture(f"{CARDS}{mark(page, site)}{page.canonical.rstrip('/')}.png", WIDTH, HEIGHT, page.title or site)


def mark(page: Page, site: str) -> str:
    """What changes in a card's address when the words on it do: eight hexadecimal digits."""
    words = "\n".join((site, page.title, page.author, day(page)))
    return f"{crc32(words.encode()):08x}"


def day(page: Page) -> str:
    """The day on which the page was published (RFC 3339), "" if it says none: the author's, as its moment has it."""
    return page.published[:10]


def _is_public(page: Page) -> bool:
    shown = page.status == 200 and page.audience == EVERYBODY and not page.noindex
    return shown and page.canonical.startswith("/") and not {"?", "#"} & set(page.canonical)
