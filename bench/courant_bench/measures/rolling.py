"""Rows for two replicas of a module that are upgraded and killed under calls."""

from collections.abc import Sequence

from courant_bench.beside import found_by
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

RATE = 200


def rows(plan: Plan) -> Sequence[Row]:
    """Upgrade both and kill one, round after round, at 200 calls a second."""
    if not plan.ours:
        return []
    rounds = plan.count(3, 1)
    found = found_by("rolling.py", rounds, plan.count(RATE, 40))
    rate = found["made"] / found["seconds"]
    note = (
        f"{found['made']:,} calls in {found['seconds']:.0f} s ({rate:.0f}/s), half saves with a key, half pages; "
        f"{rounds} rounds, in each of which both replicas are upgraded and one is killed; PostgreSQL; the slowest "
        f"answer took {found['slowest']:.2f} s" + "".join(f"\n  {why}" for why in found["why"])
    )
    return [
        Row("failed calls while replicas are upgraded and killed", "", found["failed"], None, Bar.AT_MOST, 0, note),
        Row("  saves that were carried out twice", "", found["twice"], None, Bar.AT_MOST, 0),
        Row("  saves that were acknowledged and are not there", "", found["missing"], None, Bar.AT_MOST, 0),
    ]
