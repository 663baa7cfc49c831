"""Rows for a page call through the kit, beside one to a bare autobahn component."""

from collections.abc import Sequence

from courant_bench.beside import found_by, percentile
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row


def rows(plan: Plan) -> Sequence[Row]:
    """Call both by turns, one call after the other."""
    found = found_by("page_call.py", plan.count(5, 1), plan.count(1000, 50))
    middle = {name: 1000 * percentile(seconds, 0.5) for name, seconds in found.items()}
    note = "one caller, one call after the other, through the router; the kit's page may use the database (a thread)"
    return [
        Row("page call through the kit, p50 (peer: bare autobahn)", "ms", middle["kit"], middle["bare"],
            Bar.RATIO_AT_MOST, 1.3, note),
        Row("  the same as an async function", "ms", middle["async"], middle["bare"]),
    ]  # fmt: skip
