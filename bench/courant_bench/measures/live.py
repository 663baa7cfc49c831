"""Rows for a comment on a page that a thousand windows show."""

from collections.abc import Sequence
from dataclasses import dataclass

from courant_bench.browser import chromium
from courant_bench.channels import channels_site
from courant_bench.courant import courant_site
from courant_bench.crowd import raise_file_limit
from courant_bench.measures.fanout import Latency, LiveSite, Saturation, saturate, steady
from courant_bench.mirror import mirror_site
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

DEPTHS = (1, 4, 16, 64)
RATE = 5.0  # comments a second in the measure of latency


@dataclass(frozen=True)
class Found:
    """The results of one side."""

    loops: Sequence[Saturation]
    best: Saturation
    latency: Latency

    def depths(self) -> str:
        """Describe the results for each depth."""
        return "; ".join(_figures(loop) for loop in self.loops)


def rows(plan: Plan) -> Sequence[Row]:
    """Measure each side in turn, with nothing else running."""
    raise_file_limit()
    with mirror_site() as mirror:
        ceiling = _best(saturate(mirror, plan.count(1000, 50), plan.pick(5, 1), (16,)))
    found: dict[str, Found] = {}
    if plan.peer:
        with channels_site(plan.directory / "channels") as site:
            found["peer"] = _measured(plan, site)
    if plan.ours:
        with chromium() as browser, courant_site(plan.directory / "courant", browser) as ours:
            found["ours"] = _measured(plan, ours)
    return _told(ceiling, found.get("ours"), found.get("peer"))


def _measured(plan: Plan, site: LiveSite) -> Found:
    windows = plan.count(1000, 50)
    depths = DEPTHS[:: 1 if not plan.quick else 2]
    loops = saturate(site, windows, plan.pick(8, 1), depths)
    return Found(loops, _best(loops), steady(site, windows, plan.pick(30, 2), RATE))


def _best(found: Sequence[Saturation]) -> Saturation:
    return max(found, key=lambda one: one.deliveries)


def _figures(loop: Saturation) -> str:
    lost = f", {loop.lost} windows closed" if loop.lost else ""
    return f"{loop.outstanding}: {loop.deliveries:,.0f} ({loop.messages:,.0f}{lost})"


def _told(ceiling: Saturation, ours: Found | None, peer: Found | None) -> Sequence[Row]:
    both = [side for side in (ours, peer) if side]
    busiest = max((loop.generator for side in both for loop in side.loops), default=0)
    our_late, peer_late = [1000 * side.latency.p99 if side else None for side in (ours, peer)]
    our_middle, peer_middle = [1000 * side.latency.p50 if side else None for side in (ours, peer)]
    our_deliveries, peer_deliveries = [side.best.deliveries if side else None for side in (ours, peer)]
    our_messages, peer_messages = [side.best.messages if side else None for side in (ours, peer)]
    missing = [str(side.latency.missing) for side in both]
    return [
        Row("comment deliveries at saturation", "/s", our_deliveries, peer_deliveries, Bar.RATIO_AT_LEAST, 10,
            f"one comment reaching one window; the generator used at most {busiest:.0%} of a core, and reads "
            f"{ceiling.deliveries:,.0f}/s when a server only sends. Comments on their way: deliveries/s (messages/s)"
            + "".join(f"\n  {name}: {side.depths()}" for name, side in (("ours", ours), ("peer", peer)) if side)),
        Row("  messages that carried them", "/s", our_messages, peer_messages,
            note="one message may carry several comments: what changes while it is being sent goes out once"),
        Row("save to delivery, p99, 5 comments/s", "ms", our_late, peer_late, Bar.RATIO_AT_MOST, 0.1,
            f"over all windows; deliveries that never came: {', '.join(missing)}"),
        Row("  p50", "ms", our_middle, peer_middle),
    ]  # fmt: skip
