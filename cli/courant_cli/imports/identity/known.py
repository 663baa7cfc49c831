"""Asks the module what was imported before, names the documents accordingly, and notes the files that are gone."""

from dataclasses import replace
from pathlib import Path

from courant_kit.process.wamp import Session

from courant_cli.imports.batch import Batch
from courant_cli.imports.identity.matching import Known, Named, is_below, match, sources
from courant_cli.imports.identity.origin import Origin, origin

GONE = "its file is gone, and it stays here"


async def settle(session: Session, batch: Batch, directory: Path, found: Origin | None = None) -> list[Known]:
    """Give the documents of a folder their sources, and note what was imported from files that are no longer there.

    `found` is the site that they are from, if the folder does not show it. Returns everything that was imported before.
    Raises CourantError if the module is away.
    """
    found, known = found or origin(directory), await _known(session, batch.target.sources)
    if batch.target.identity == "source":
        fields = [_fields(one) for one in match(batch.documents, directory, found, known)]
    else:
        fields = [{"source": one} for one in sources(batch.documents, directory, found)]
    batch.documents[:] = [
        replace(one, fields={**one.fields, **more}) for one, more in zip(batch.documents, fields, strict=True)
    ]
    there = {one.fields.get(name) for one in batch.documents for name in ("source", "was")}
    # Another folder may have the same name as one that was imported: then none of its files is known.
    if any(one.named in there for one in known):
        _note_gone(batch, [one for one in known if is_below(one, directory, found) and one.named not in there])
    return known


async def _known(session: Session, procedure: str) -> list[Known]:
    known: list[Known] = []
    more = True
    while more:
        answer = await session.call(procedure, after=known[-1].source if known else "")
        known += [Known(**one) for one in answer["sources"]]
        more = answer["more"]
    return known


def _fields(named: Named) -> dict[str, str]:
    return {"source": named.source, **({"was": named.was} if named.was else {})}


def _note_gone(batch: Batch, known: list[Known]) -> None:
    noted = {note.file for note in batch.notes}
    for one in known:
        file = "/".join(one.place.below)
        if not one.deleted and file not in noted:
            batch.note(file, GONE, [one.location or f"“{one.title}”"])
