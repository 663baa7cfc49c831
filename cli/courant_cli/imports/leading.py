"""Old addresses that no page has: core redirects them, wherever they were on the old site."""

from collections.abc import Iterable

from courant_kit.calls.errors import CourantError
from courant_kit.process.wamp import Session

from courant_cli.imports.batch import Lead, Note
from courant_cli.imports.report import Report

ADD = "courant.core.redirect.add_many"
AT_ONCE = 500
REFUSED = "old address that cannot lead on"


async def lead(session: Session, leads: Iterable[Lead], report: Report) -> None:
    """Redirect old addresses to what was imported, as far as readers can see it; the report has those that cannot."""
    there = {one.file: one.location for one in report.carried if one.location}
    wanted = {one.source: one for one in leads if one.target or one.file in there}
    redirects = [
        {"source": source, "target": one.target or f"{there[one.file]}{one.end}"} for source, one in wanted.items()
    ]
    for start in range(0, len(redirects), AT_ONCE):
        try:
            answer = await session.call(ADD, redirects=redirects[start : start + AT_ONCE])
        except CourantError as error:  # what was imported is there without them
            report.notes.append(Note("old addresses", REFUSED, error.message))
            return
        report.redirects += answer["added"]
        for one in answer["refused"]:
            known = wanted.get(one["source"])
            report.notes.append(
                Note((known and known.file) or "old addresses", REFUSED, f"{one['source']}: {one['why']}")
            )
