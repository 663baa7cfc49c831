"""Reporting: a replica reports its state to the site when something changed, and at least once a minute."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from courant_kit.calls.meter import Meter
from courant_kit.live import outbox
from courant_kit.process.wamp import Session
from courant_kit.wire import site
from courant_kit.wire.payload import encode

LONGEST_SILENCE = 60.0
"""Seconds after which a report is sent even if nothing changed."""


class Reporting:
    """Sends the reports of one replica of a module, from its meter; `run` runs a function that may use the ORM.

    `acknowledged` returns the number up to which events have been published by this replica.
    """

    def __init__(
        self, module: str, meter: Meter, run: Callable[..., Awaitable[Any]], acknowledged: Callable[[], int] = int
    ) -> None:
        self._module, self._meter, self._run, self._acknowledged = module, meter, run, acknowledged
        self._started = datetime.now(UTC)
        self._last: site.Report | None = None
        self._sent_at = 0.0

    async def report(self, session: Session, *, anew: bool = False) -> None:
        """Send a report if something changed or the last one is too old; `anew` sends it in any case.

        Raises Unavailable while core is away.
        """
        now = monotonic()
        report = self._report(await self._run(outbox.waiting, self._acknowledged()), now)
        if report == self._last and now - self._sent_at < LONGEST_SILENCE and not anew:
            return
        await session.call(site.REPORT.uri, **encode(report))
        self._last, self._sent_at = report, now

    def _report(self, pending: int, now: float) -> site.Report:
        meter = self._meter
        return site.Report(
            self._module, self._started, meter.calls, meter.refusals, meter.percentile(0.5, now),
            meter.percentile(0.99, now), pending, meter.fault, meter.failed_at,
        )  # fmt: skip
