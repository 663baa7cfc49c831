"""Rows for a comment on a page that a thousand windows show."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import zip_longest

from courant_bench.browser import chromium
from courant_bench.channels import channels_site
from courant_bench.courant import courant_site
from courant_bench.cpu import shares
from courant_bench.crowd import raise_file_limit
from courant_bench.measures.fanout import Latency, LiveSite, Saturation, saturate, steady
from courant_bench.mirror import mirror_site
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

DEPTHS = (1, 4, 16, 64)
RATE = 5.0  # comments a second in the measure of latency


@dataclass
class Side:
    """A running site and its turns: the loops of each turn by their number of comments under way, and the delays."""

    site: LiveSite
    loops: dict[int, list[Saturation]] = field(default_factory=lambda: {depth: [] for depth in DEPTHS})
    delays: list[Latency] = field(default_factory=list)

    def best(self) -> list[float]:
        """Return the most deliveries a second of each turn, at whatever number under way."""
        turns = zip_longest(*([loop.deliveries for loop in loops] for loops in self.loops.values()), fillvalue=0.0)
        return [max(turn) for turn in turns]

    def used_for(self, depth: int) -> str:
        """Describe the processor time for one message, of the last turn."""
        loop = self.loops[depth][-1]
        return shares(loop.spent, loop.messages * loop.seconds, "us")


def rows(plan: Plan) -> Sequence[Row]:
    """Measure both sides in turn, with both sites running and nothing else."""
    raise_file_limit()
    with mirror_site() as mirror:
        (ceiling,) = saturate(mirror, plan.count(1000, 50), plan.pick(5, 1), (16,))
    with ExitStack() as stack:
        sides: dict[str, Side] = {}
        if plan.peer:
            sides["peer"] = Side(stack.enter_context(channels_site(plan.directory / "channels")))
        if plan.ours:
            browser = stack.enter_context(chromium())
            sides["ours"] = Side(stack.enter_context(courant_site(plan.directory / "courant", browser)))
        for _ in range(plan.count(3, 1)):
            for side in sides.values():
                _turn(plan, side)
    return [_deliveries(ceiling, sides), *(_messages(sides, depth) for depth in _depths(plan)), *_delays(sides)]


def _depths(plan: Plan) -> Sequence[int]:
    return DEPTHS[:: 1 if not plan.quick else 2]


def _turn(plan: Plan, side: Side) -> None:
    windows = plan.count(1000, 50)
    for loop in saturate(side.site, windows, plan.pick(6, 1), _depths(plan)):
        side.loops[loop.outstanding].append(loop)
    side.delays.append(steady(side.site, windows, plan.pick(15, 2), RATE))


def _deliveries(ceiling: Saturation, sides: Mapping[str, Side]) -> Row:
    busiest = max(loop.generator for side in sides.values() for loops in side.loops.values() for loop in loops)
    note = (
        f"one comment reaching one window, at the best number on their way; the generator used at most {busiest:.0%} "
        f"of a core, and reads {ceiling.messages:,.0f} messages/s when a server only sends"
    )
    best = {name: side.best() for name, side in sides.items()}
    return Row.of_turns("comment deliveries at saturation", "/s", best, Bar.RATIO_AT_LEAST, 10, note)


def _messages(sides: Mapping[str, Side], depth: int) -> Row:
    found = {name: [loop.messages for loop in side.loops[depth]] for name, side in sides.items()}
    lost = sum(loop.lost for side in sides.values() for loop in side.loops[depth])
    note = f"windows closed: {lost}; CPU per message, the generator left out:" + "".join(
        f"\n  {name}: {side.used_for(depth)}" for name, side in sides.items() if side.loops[depth]
    )
    return Row.of_turns(f"  messages, {depth} on their way", "/s", found, Bar.RATIO_AT_LEAST, 4, note)


def _delays(sides: Mapping[str, Side]) -> Sequence[Row]:
    late, middle = (
        {name: [1000 * getattr(one, what) for one in side.delays] for name, side in sides.items()}
        for what in ("p99", "p50")
    )
    missing = ", ".join(f"{name} {sum(one.missing for one in side.delays)}" for name, side in sides.items())
    return [
        Row.of_turns("save to delivery, p99, 5 comments/s", "ms", late, Bar.RATIO_AT_MOST, 0.1,
            f"over all windows; deliveries that never came: {missing}"),
        Row.of_turns("  p50", "ms", middle, Bar.RATIO_AT_MOST, 0.2),
    ]  # fmt: skip
