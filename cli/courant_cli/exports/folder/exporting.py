"""Writes the whole site into a folder: asks the modules piece by piece, and keeps one piece in memory at a time."""

from collections import Counter
from pathlib import Path
from typing import Any

from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.exports import pieces
from courant_cli.exports.folder import media, redirects, shape, texts
from courant_cli.exports.folder.names import beside, page_file, post_file
from courant_cli.exports.folder.shelf import Shelf
from courant_cli.imports import progress
from courant_cli.imports.telling import Tell
from courant_cli.installation import Installation


def export(place: Installation, directory: Path) -> str:
    """Write the site into a folder and say what is in it; raises Trouble."""
    shelf = Shelf(directory)
    with progress.shown() as tell:
        counts = at_router(place, lambda session: written(session, shelf, place.public, tell))
    parts = [f"{count:,} {name if count != 1 else name.removesuffix('s')}" for name, count in counts.items()]
    return f"{', '.join(parts)}; {shelf.changed:,} files were written anew or removed in {directory}."


async def written(session: Session, shelf: Shelf, site: str, tell: Tell) -> dict[str, int]:
    """Write everything, and return how much there is of each kind; raises CourantError if a module is away."""
    shelf.begin(site)
    counts: Counter[str] = Counter(dict.fromkeys(("posts", "drafts", "comments", "pages", "threads", "files"), 0))
    await _posts(session, shelf, counts, tell)
    await _pages(session, shelf, counts, tell)
    counts["files"] = await media.export(session, shelf, tell)
    if count := await redirects.export(session, shelf):
        counts["redirects"] = count
    shelf.end(site, dict(counts))
    return dict(counts)


async def _posts(session: Session, shelf: Shelf, counts: Counter[str], tell: Tell) -> None:
    done = 0
    async for post, total in pieces.listed(session, "courant.blog.copy.list", "posts", "id"):
        file = shelf.put(post_file(post), texts.written(shape.of_post(post), post["text"]))
        counts["posts" if post["published"] else "drafts"] += 1
        if post["comments"]:
            counts["comments"] += await _beside(session, shelf, file, "comments", post=post["id"])
        done += 1
        tell("Posts", done, max(done, total))


async def _pages(session: Session, shelf: Shelf, counts: Counter[str], tell: Tell) -> None:
    done = 0
    async for page, total in pieces.listed(session, "courant.wiki.copy.list", "pages", "path"):
        file = shelf.put(page_file(page), texts.written(shape.of_page(page), page["text"]))
        counts["pages"] += 1
        if page["threads"]:
            counts["threads"] += await _beside(session, shelf, file, "threads", path=page["path"])
        done += 1
        tell("Pages", done, max(done, total))


async def _beside(session: Session, shelf: Shelf, file: str, things: str, **which: Any) -> int:
    module, shaped = ("blog", shape.of_comment) if things == "comments" else ("wiki", shape.of_thread)
    asked = pieces.listed(session, f"courant.{module}.remark.list", things, "id", **which)
    found = [shaped(one) async for one, _ in asked]
    if found:
        shelf.put(beside(file, things), texts.listed(found))
    return len(found)
