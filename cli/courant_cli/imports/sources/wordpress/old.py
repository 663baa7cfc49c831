"""Where a post stood on a WordPress site (no I/O): its address, and those that redirected to it."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from courant_kit.content import locations

from courant_cli.imports.sources.wordpress.items import Item

_DATED = re.compile(r"^(?P<above>(?:.*/)?)(?P<date>\d{4}/\d{2}(?:/\d{2})?)/(?P<slug>[^/]+)$")


_NUMBERED = re.compile(r"(?:^|&)(?:p|page_id|attachment_id)=\d+")


def path_of(address: str) -> str:
    """The path in an address without slashes at its ends; "" for one that only a number tells apart (`/?p=7`)."""
    parts = locations.parts(address)
    return "" if _NUMBERED.search(parts.query) else unquote(parts.path).strip("/")


def aliases(item: Item) -> list[str]:
    """Every other path at which the item was: its first address, and its old slugs on each of its old days."""
    path = path_of(item.link)
    found = [path_of(item.guid), *(_renamed(path, item) if path else ())]
    return [one for one in dict.fromkeys(found) if one and one != path and "index.php" not in one]


def _renamed(path: str, item: Item) -> Iterator[str]:
    slugs = [path.rpartition("/")[2], *map(unquote, item.meta.get("_wp_old_slug", ()))]
    dated = _DATED.match(path)
    for slug in slugs:
        yield "/".join(filter(None, (path.rpartition("/")[0], slug)))
        for day in item.meta.get("_wp_old_date", ()) if dated else ():
            yield f"{dated['above']}{day.replace('-', '/')[: len(dated['date'])]}/{slug}"  # type: ignore[index]
