"""A dry run: what an import would send, and which of it the site has had before."""

from collections.abc import Iterable

from courant_cli.imports.batch import Batch
from courant_cli.imports.identity.matching import Known
from courant_cli.imports.report import AGAIN, NEW, Carried, Report


def rehearsed(batch: Batch, known: Iterable[Known]) -> Report:
    """The report on a batch that is not sent. Whether edits meet is decided by the site when it is."""
    before = {name for one in known for name in (one.source, one.named)}
    report = Report(batch.target, pictures=len(batch.pictures), notes=list(batch.notes), dry=True)
    for one in batch.documents:
        names = {one.fields.get(key) for key in ("source", "was", batch.target.identity)}
        fresh = not names & before
        report.carried.append(Carried(one.file, NEW if fresh else AGAIN, one.location))
        report.revisions += one.past.count if fresh and one.past else 0
    return report
