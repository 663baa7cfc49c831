"""Rows for a comment on a page that a thousand windows show."""

from collections.abc import Sequence

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


def rows(plan: Plan) -> Sequence[Row]:
    """Measure each side in turn, nothing else running."""
    raise_file_limit()
    with mirror_site() as mirror:
        ceiling = _best(saturate(mirror, plan.count(1000, 50), plan.pick(5, 1), (16,)))
    found: dict[str, tuple[Saturation, Latency]] = {}
    if plan.peer:
        with channels_site(plan.directory / "channels") as site:
            found["peer"] = _measured(plan, site)
    if plan.ours:
        with chromium() as browser, courant_site(plan.directory / "courant", browser) as ours:
            found["ours"] = _measured(plan, ours)
    return _told(ceiling, found.get("ours"), found.get("peer"))


def _measured(plan: Plan, site: LiveSite) -> tuple[Saturation, Latency]:
    windows = plan.count(1000, 50)
    depths = DEPTHS[:: 1 if not plan.quick else 2]
    best = _best(saturate(site, windows, plan.pick(8, 1), depths))
    return best, steady(site, windows, plan.pick(30, 2), RATE)


def _best(found: Sequence[Saturation]) -> Saturation:
    return max(found, key=lambda one: one.deliveries)


def _told(
    ceiling: Saturation, ours: tuple[Saturation, Latency] | None, peer: tuple[Saturation, Latency] | None
) -> Sequence[Row]:
    both = [side for side in (ours, peer) if side]
    busiest = max((side[0].generator for side in both), default=0)
    depths = ", ".join(f"{side[0].outstanding}" for side in both)
    late = (ours and 1000 * ours[1].p99, peer and 1000 * peer[1].p99)
    middle = (ours and 1000 * ours[1].p50, peer and 1000 * peer[1].p50)
    deliveries = (ours and ours[0].deliveries, peer and peer[0].deliveries)
    messages = (ours and ours[0].messages, peer and peer[0].messages)
    missing = [str(side[1].missing) for side in both]
    return [
        Row("comment deliveries at saturation", "/s", *deliveries, Bar.RATIO_AT_LEAST, 10,
            f"one comment reaching one window; best with {depths} comments on their way; the generator used "
            f"{busiest:.0%} of a core, and takes in {ceiling.deliveries:,.0f}/s when a server only sends"),
        Row("  messages that carried them", "/s", *messages,
            note="one message may carry several comments: what changes while it is being sent goes out once"),
        Row("save to delivery, p99, 5 comments/s", "ms", *late, Bar.RATIO_AT_MOST, 0.1,
            f"over all windows; deliveries that never came: {', '.join(missing)}"),
        Row("  p50", "ms", *middle),
    ]  # fmt: skip
