"""Writes the public site as static HTML: asks the modules for old addresses, then walks the site as a crawler does."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from courant_kit.process.wamp import Session

from courant_cli.access.operator import at_router
from courant_cli.exports import pieces
from courant_cli.exports.folder import redirects
from courant_cli.exports.static import crawl
from courant_cli.exports.static.addresses import Link, Site, is_static
from courant_cli.exports.static.fetching import Fetcher
from courant_cli.exports.static.writing import Folder, Writer
from courant_cli.imports import progress
from courant_cli.imports.telling import Tell
from courant_cli.installation import Installation, Trouble

BEGIN = ("/", "/sitemap.xml", "/favicon.svg")
NOWHERE = "/404/"
_EXAMPLES = 3


def export(place: Installation, directory: Path, url: str = "") -> Iterator[str]:
    """Write the site, for the address `url` if it is known, and say what was written; raises Trouble."""
    base = checked(url)
    folder = Folder(directory)
    with progress.shown() as tell, TemporaryDirectory(prefix="courant-static-") as store:
        old = at_router(place, old_addresses)
        yield from written(place.public, folder, [*BEGIN, *old], Path(store), base, tell)
    yield f"{folder.changed:,} files were written anew or removed in {directory}."
    if not base:
        yield "Without --url there are no sitemap and no canonical addresses, for these are complete addresses."


def written(
    origin: str, folder: Folder, begin: list[str], store: Path, base: str, tell: Tell
) -> Iterator[str]:  # fmt: skip
    """Write the site that is at an origin, from these paths."""
    site, ask = Site(origin), Fetcher(origin)
    folder.begin()
    found = crawl.walk(site, ask, begin, store, lambda done, total: tell("Read", done, total), whole=bool(base))
    writer = Writer(found, folder, base)
    for number, (path, one) in enumerate(sorted(found.found.items()), 1):
        writer.write(path, one)
        tell("Written", number, len(found.found))
    writer.absent(ask.get(NOWHERE).body.decode(errors="replace"))
    writer.robots()
    folder.end()
    kinds = [one.kind for one in found.found.values()]
    yield f"{kinds.count('page'):,} pages, {kinds.count('redirect'):,} redirects, {kinds.count('file'):,} files"
    lost = [path for path, page in sorted(found.missing.items()) if page]
    if lost:
        examples = ", ".join([*lost[:_EXAMPLES], *(["…"] if len(lost) > _EXAMPLES else [])])
        yield f"{len(lost):,} addresses are not public or lead nowhere, so links to them became words: {examples}"


async def old_addresses(session: Session) -> list[str]:
    """The paths that lead to public posts and pages; raises CourantError if a module is away."""
    found: list[str] = []
    async for post, _ in pieces.listed(session, "courant.blog.copy.list", "posts", "id"):
        found += [f"/{one}" for one in post["redirects"]] if post["published"] else []
    async for page, _ in pieces.listed(session, "courant.wiki.copy.list", "pages", "path"):
        found += [*(f"/wiki/{one}/" for one in page["redirects"]), *(f"/{one}" for one in page["old"])]
    async for one in redirects.listed(session):
        found += [] if one.get("below") or "?" in one["source"] else [one["source"]]
    return [path for path in found if is_static(Link(path))]


def checked(url: str) -> str:
    """The address of the static site without a slash at its end; raises Trouble if it is none."""
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment):
        raise Trouble(f"--url is {url!r}; it should be a complete address, such as https://example.org/site/.")
    return url.rstrip("/")
