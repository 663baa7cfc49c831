"""The comments of an export: reported, since the blog has no procedure yet that imports them with their people."""

from collections import Counter

from courant_cli.imports.batch import Batch
from courant_cli.imports.staging import Staging

NOT_IMPORTED = "comments that are not imported"


def announce(batch: Batch, staging: Staging | None) -> None:
    """Note for each post how many comments the export has, and how many of them wait for approval."""
    found, held = Counter[str](), Counter[str]()
    for one in staging.set_aside() if staging else ():
        found[one.post] += 1
        held[one.post] += one.held
    for post, count in found.items():
        batch.note(post, NOT_IMPORTED, [f"{count:,}" + (f", {held[post]:,} of them held" if held[post] else "")])
