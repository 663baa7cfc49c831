"""The comments of an export, sent once the posts that they are on are there; those that a post has are left alone."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from courant_kit.process.wamp import Session

from courant_cli.imports.batch import Batch, Note
from courant_cli.imports.remarks import LONGEST, ordered
from courant_cli.imports.report import REFUSED, Report
from courant_cli.imports.sending import ONE_REFUSED
from courant_cli.imports.staging import Comment, Staging
from courant_cli.imports.telling import Tell

PUT = "courant.blog.remark.put"
AT_ONCE = 100
"""The comments that travel in one call."""
LEFT_OUT = "comments that are not imported"
REJECTED = "comments that were rejected"


def announce(batch: Batch, staging: Staging | None) -> None:
    """Note the comments that a module other than the blog cannot have, by page."""
    if staging is None or batch.target.module == "blog":
        return
    for file, count in Counter(one.post for one in staging.set_aside()).items():
        batch.note(file, LEFT_OUT, [f"{count:,}: a page of the wiki has threads on its passages"])


async def bring(session: Session, batch: Batch, staging: Staging | None, report: Report, tell: Tell) -> None:
    """Send the comments of the posts that are there now, and count those that are new; raises CourantError."""
    if staging is None or not staging.comments or batch.target.module != "blog":
        return
    absent = {one.file for one in report.carried if one.outcome in {REFUSED, "deleted"}}
    sources = {one.file: one.fields["source"] for one in batch.documents if one.file not in absent}
    done = 0
    for file, comments in _by_post(staging):
        if file in sources:
            report.notes += _notes(file, comments)
            await _send(session, file, sources[file], comments, report)
        else:
            report.notes.append(Note(file, LEFT_OUT, f"{len(comments):,}: their post is not here"))
        for _ in comments:
            done += 1
            tell("Comments", done, staging.comments)


def rehearse(batch: Batch, staging: Staging | None, report: Report) -> None:
    """Count the comments that would be sent."""
    if staging is not None and batch.target.module == "blog":
        there = {one.file for one in batch.documents}
        report.comments = sum(one.post in there for one in staging.set_aside())


def _by_post(staging: Staging) -> Iterator[tuple[str, list[Comment]]]:
    """The comments post by post; they were set aside in this order, so only those of one are in memory."""
    for file, comments in groupby(staging.set_aside(), key=lambda one: one.post):
        yield file, list(comments)


async def _send(session: Session, file: str, source: str, comments: list[Comment], report: Report) -> None:
    remarks = ordered(comments)
    for start in range(0, len(remarks), AT_ONCE):
        try:
            done = await session.call(PUT, source=source, comments=remarks[start : start + AT_ONCE])
        except ONE_REFUSED as error:
            report.notes.append(Note(file, REJECTED, error.message))
        else:
            report.comments += done["added"]


def _notes(file: str, comments: list[Comment]) -> Iterator[Note]:
    held = sum(one.held for one in comments)
    if held:
        yield Note(file, "comments that wait for an editor, as they did there", f"{held:,}")
    for one in comments:
        if len(one.text) > LONGEST:
            yield Note(file, f"comment cut to {LONGEST:,} characters", one.number)
