"""Pictures of pages that have none, for previews of links to them: drawn when one is fetched, and kept by content."""

import asyncio
import os
from hashlib import sha256
from math import ceil
from pathlib import Path
from time import monotonic
from urllib.parse import unquote

from courant_kit.calls.errors import CourantError, NotFound, Unavailable
from courant_kit.calls.limits import Limit
from courant_kit.media import pictures
from courant_kit.wire.page import Page
from courant_kit.words import day_in_words, in_the_sites_language
from courant_kit.words import gettext as _
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date

from courant_web.accounts import network
from courant_web.accounts.person import VISITOR
from courant_web.environment import configured
from courant_web.front.cache_policy import cache_policy
from courant_web.pages import module_pages
from courant_web.pages.picture import CARDS, day, picture
from courant_web.programs.media import SHARED
from courant_web.site import site
from courant_web.upstream.directory import Match
from courant_web.upstream.gateway import address
from courant_web.upstream.state import directory

MOST = 2_000
"""Files that are kept; each has some 60 KB."""

LOOK = "1"
"""Another number for another look, so that what was drawn with this one is drawn again."""

_each, _all = Limit(0.5, 30), Limit(2, 60)
"""How fast one network, and all together, may have pictures drawn: each takes a quarter of a second."""


async def show(request: HttpRequest, mark: str, path: str = "") -> HttpResponse:
    """The picture of the page at a path ("": the front page), as visitors get the page.

    From the address of an older title it is a redirect.
    """
    try:
        page = await _page(request, path)
        found = picture(page, site.name)
        if found is None or not found.address.startswith(CARDS):
            raise (
                Unavailable(_("Please try again."), retry_after=5)
                if page.status == 503
                else NotFound(_("It has no picture."))
            )
        if unquote(found.address) != unquote(request.path):
            return HttpResponse(status=302, headers={"Location": found.address, "Cache-Control": "no-cache"})
        data = await _drawn(request, page)
    except CourantError as error:
        return _refused(error)
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    policy.wanted = policy.shared = bool(page.fragments)
    policy.fragments |= page.fragments
    return HttpResponse(data, content_type="image/png", headers={"Cache-Control": SHARED})


async def _page(request: HttpRequest, path: str) -> Page:
    name = path.removeprefix("/")
    match: Match | None = (directory.match(f"{name}/") if name else None) or directory.match(name)
    if match is None:
        raise NotFound(_("There is no such page."))
    return await module_pages.answer(request, match, VISITOR)


async def _drawn(request: HttpRequest, page: Page) -> bytes:
    words = (page.title if page.title != site.name else "", site.name, byline(page))
    content = "\0".join((LOOK, *words)).encode()
    file = folder() / f"{sha256(content).hexdigest()[:40]}.png"
    if (kept := await asyncio.to_thread(_kept, file)) is not None:
        return kept
    now = monotonic()
    _each.take(network.marked(address(request)), now)
    _all.take("", now)
    return await asyncio.to_thread(_made, file, words)


def byline(page: Page) -> str:
    """Who wrote the page, and on which day."""
    published = parse_date(day(page))
    with in_the_sites_language():  # all get the same picture, whoever asks first
        return " · ".join(filter(None, (page.author, day_in_words(published) if published else "")))


def folder() -> Path:
    """Where what was drawn is; all of it can be drawn again."""
    return configured().service.data / "cards"


def _kept(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _made(file: Path, words: tuple[str, str, str]) -> bytes:
    data = pictures.card(*words)
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{os.urandom(6).hex()}")
    draft.write_bytes(data)
    draft.replace(file)
    _tidy(file.parent)
    return data


def _tidy(folder: Path) -> None:
    """Delete the oldest files beyond MOST."""
    files = list(folder.glob("*.png"))
    if len(files) > MOST:
        for old in sorted(files, key=lambda one: one.stat().st_mtime)[: len(files) - MOST]:
            old.unlink(missing_ok=True)


def _refused(error: CourantError) -> HttpResponse:
    wait = error.details.get("retry_after")
    headers = {"Retry-After": str(ceil(wait))} if wait else {}
    return HttpResponse(f"{error.message}\n", status=error.status, headers=headers, content_type="text/plain")
