"""What makes Crossbar's router faster without a change of what it does: one idea a file, each with its measured gain.

The gains are processor time of the router, taken with `bench/router_share.py` with the other ideas in place: a message
to one of 400 windows with one event on its way costs 16 microseconds with all of them, and 48 with none; a window that
subscribes to ten topics 1.8 and 4.8 milliseconds (other work on the machine; 12, 34, 1.5 and 3.4 on a quieter one).

Each file replaces functions of the pinned Crossbar, autobahn or Twisted. Its `REPLACES` names them with a fingerprint
of their source, and a test compares both, so a new version is read before it is believed.
"""

from collections.abc import Container
from functools import cache

from courant_router.tuning import collector, frames, logs, meta, nodelay, permissions, texts, turns, windows

IDEAS = (collector, frames, logs, meta, nodelay, permissions, texts, turns, windows)


@cache
def tune(installed: Container[str]) -> None:
    """Apply every idea to this process; runs once. `installed` are the services whose secrets the router knows."""
    permissions.tune(installed)
    for idea in (logs, frames, turns, nodelay, texts, meta, windows, collector):
        idea.tune()
