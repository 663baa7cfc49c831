"""The site's table of redirects: old addresses that no post or page has among its own."""

from collections.abc import AsyncIterator
from typing import Any

from courant_kit.process.wamp import Session

from courant_cli.exports.folder import texts
from courant_cli.exports.folder.shelf import Shelf
from courant_cli.exports.folder.texts import Unreadable
from courant_cli.imports.batch import Note
from courant_cli.imports.report import Report

FILE = "redirects.json"
LIST, ADD = "courant.core.redirect.list", "courant.core.redirect.add_many"
AT_ONCE = 500
_FIELDS = {"source": str, "target": str, "below": bool}


async def listed(session: Session) -> AsyncIterator[dict[str, Any]]:
    """All redirects, by old address; raises CourantError if core is away."""
    start, more = 0, True
    while more:
        answer = await session.call(LIST, start=start, limit=AT_ONCE)
        for one in answer["redirects"]:
            yield {name: one[name] for name in _FIELDS if one[name]}
        start, more = start + AT_ONCE, answer["more"]


async def export(session: Session, shelf: Shelf) -> int:
    """Write the file, or remove that of an earlier export if there are none any more; how many there are."""
    found = [one async for one in listed(session)]
    if found:
        shelf.put(FILE, texts.listed(found))
    else:
        (shelf.root / FILE).unlink(missing_ok=True)
    return len(found)


async def bring(session: Session, content: str, report: Report) -> None:
    """Add those of a file. One that leads elsewhere here stays, and the report names it; raises Unreadable."""
    found = texts.read_list(content)
    for one in found:
        if not one.get("source") or any(not isinstance(one.get(key, kind()), kind) for key, kind in _FIELDS.items()):
            raise Unreadable("each redirect should have `source` and `target`, and may have `below`")
    for start in range(0, len(found), AT_ONCE):
        some = [{name: one[name] for name in _FIELDS if name in one} for one in found[start : start + AT_ONCE]]
        answer = await session.call(ADD, redirects=some)
        report.redirects += answer["added"]
        report.notes += [Note(FILE, "redirect rejected", f"{one['source']}: {one['why']}") for one in answer["refused"]]
