"""Rows for the start of a site that has run before."""

from collections.abc import Mapping, Sequence

from courant_bench.courant import courant_site
from courant_bench.cpu import shares
from courant_bench.measures.start import PAGE, Start, started
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row


def rows(plan: Plan) -> Sequence[Row]:
    """Start each build once to make its data, and then several times in turn."""
    found: dict[str, list[Start]] = {side: [] for side in plan.builds()}
    for side, checkout in plan.builds().items():
        with courant_site(plan.directory / side, None, checkout):
            pass
    for _ in range(plan.count(5, 1)):
        for side, checkout in plan.builds().items():
            home = plan.directory / side
            found[side].append(started(checkout, home / "data", home / "courant.log"))
    return [_row(found)] if found else []


def _row(found: Mapping[str, Sequence[Start]]) -> Row:
    seconds = {side: [start.seconds for start in starts] for side, starts in found.items()}
    note = f"`courant up` until {PAGE} is answered with 200" + "".join(_told(*item) for item in found.items())
    return Row.of_turns("whole start of a site that has run before", "s", seconds, Bar.AT_MOST, 4, note)


def _told(side: str, starts: Sequence[Start]) -> str:
    middle = sorted(starts, key=lambda start: start.seconds)[len(starts) // 2]
    joined = ", ".join(f"{name} {moment:.2f} s" for name, moment in sorted(middle.joined.items(), key=lambda x: x[1]))
    return f"\n  {side}, joined after: {joined}\n  {side}, CPU until then: {shares(middle.spent, 1, 's', 1)}"
