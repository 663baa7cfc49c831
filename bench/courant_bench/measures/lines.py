"""Rows for the lines that somebody writes for a live list with a form."""

from collections.abc import Sequence

from courant_bench.browser import chromium
from courant_bench.guestbooks import OURS, PEERS_OF_IT, lines, served, sign_in_two_windows
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

THIRD = 1 / 3


def rows(plan: Plan) -> Sequence[Row]:
    """Count the lines of each, after two windows of each peer have seen each other's entries."""
    if plan.peer:
        with chromium() as browser:
            for peer in PEERS_OF_IT:
                with served(peer, plan.directory / peer.package) as url:
                    sign_in_two_windows(browser, url)
    ours = lines(OURS) if plan.ours else None
    note = (
        "lines that are not empty; not those that `startproject` and `makemigrations` generate; each works without "
        "JavaScript; ours and Channels' list is current again after the line was cut, LiveView's is not"
    )
    return [
        Row(f"lines for a live list with a form (peer: {peer.name})", "lines", ours,
            lines(peer.folder) if plan.peer else None, Bar.RATIO_AT_MOST, THIRD, note)
        for peer in PEERS_OF_IT
    ]  # fmt: skip
