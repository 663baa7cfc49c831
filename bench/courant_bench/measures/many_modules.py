"""Rows for a site with 100 modules, beside the same with 5."""

from collections.abc import Sequence

from courant_bench.beside import found_by, percentile
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

MB = 1e6


def rows(plan: Plan) -> Sequence[Row]:
    """Call pages of a site with 100 modules and of one with 5 by turns; `peer` is the site with 5."""
    if not plan.ours:
        return []
    few, many = 5, plan.count(100, 12)
    found = found_by("many_modules.py", few, many, plan.count(1000, 50))
    calls = {name: 1000 * percentile(found[name]["blog"], 0.5) for name in ("many", "few")}
    own = {name: 1000 * percentile(found[name]["own"], 0.5) for name in ("many", "few")}
    memory = {name: found[name]["memory"] / MB for name in ("many", "few")}
    note = f"modules without processes of their own; all joined in {found['many']['joining']:.1f} s"
    return [
        Row(f"the menu of an open window has the last of {many} modules (peer: of {few})", "s", found["many"]["menu"],
            found["few"]["menu"], Bar.AT_MOST, 1, note),
        Row("  page call, p50", "ms", calls["many"], calls["few"], Bar.RATIO_AT_MOST, 1.1),
        Row("  page call to one of them, p50", "ms", own["many"], own["few"]),
        Row("  memory of the site's processes", "MB", memory["many"], memory["few"]),
    ]  # fmt: skip
