"""Rows for the pages of others while a module does harm."""

from collections.abc import Sequence

from courant_bench.beside import found_by, percentile
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row


def rows(plan: Plan) -> Sequence[Row]:
    """Read pages of others with and without the harm, by turns; `peer` is the same site without it."""
    if not plan.ours:
        return []
    turns, seconds = plan.count(4, 1), plan.count(15, 2)
    found = found_by("hostile.py", turns, seconds)
    figures = {part: [1000 * percentile(found[side], part) for side in ("with", "without")] for part in (0.99, 0.5)}
    note = (
        f"the peer is the same site without it; a module floods, hangs, answers garbage and steals for "
        f"{turns * seconds} s; {len(found['with']):,} pages read meanwhile and {len(found['without']):,} beside; "
        f"administrators read: {', '.join(found['told']) or '-'}"
    )
    return [
        Row("others' pages beside a hostile module, p99", "ms", *figures[0.99], Bar.RATIO_AT_MOST, 1.3,
            note),
        Row("  the same, p50", "ms", *figures[0.5]),
    ]  # fmt: skip
