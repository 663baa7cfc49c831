"""The state of the modules (no I/O), in memory only: the newest report of each replica, and what others met in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from courant_kit.wire.site import Fault, Report

MOST_MISHAPS = 5
"""How many kinds of mishaps of one module are remembered: the newest."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """What a module did that harms others, in `words`: how many `times` since the first, and when last.

    `held` is the moment until which its pages were or are held back because of it.
    """

    words: str
    since: datetime
    last: datetime
    times: int = 1
    held: datetime | None = None

    def again(self, fault: Fault) -> "Mishap":
        """The same once more."""
        return replace(self, times=self.times + 1, last=fault.at, held=fault.held or self.held)


@dataclass(frozen=True, slots=True)
class Condition:
    """The combined state of all replicas of a module.

    Calls and refusals are added up; `since` is the start of the replica that has run longest; `p50` and `p99`
    (milliseconds) are those of the slowest replica. `pending` is the largest number reported, because replicas share
    one database. `fault` is the reference of the newest fault, and `words` says what was wrong if web met it. `mishaps`
    are what others met in the module, the newest first.
    """

    replicas: int = 0
    since: datetime | None = None
    calls: int = 0
    refusals: int = 0
    p50: float | None = None
    p99: float | None = None
    pending: int = 0
    fault: str = ""
    failed_at: datetime | None = None
    words: str = ""
    mishaps: tuple[Mishap, ...] = ()


class Reports:
    """The newest report of each replica, by its session on the router, and web's newest report of each module."""

    def __init__(self) -> None:
        self._newest: dict[int, Report] = {}
        self._faults: dict[str, Fault] = {}
        self._mishaps: dict[str, dict[str, Mishap]] = {}

    def clear(self) -> None:
        """Remove all reports."""
        self._newest, self._faults, self._mishaps = {}, {}, {}

    def blame(self, fault: Fault) -> None:
        """Count what web or the router met in a module; what has a reference is its newest fault as well."""
        if fault.reference:
            self._faults[fault.module] = fault
        mishaps = self._mishaps.setdefault(fault.module, {})
        before = mishaps.pop(fault.words, None)
        mishaps[fault.words] = (
            before.again(fault) if before else Mishap(fault.words, fault.at, fault.at, held=fault.held)
        )
        if len(mishaps) > MOST_MISHAPS:
            del mishaps[next(iter(mishaps))]

    def take(self, session: int, report: Report) -> bool:
        """Replace a replica's last report; returns whether the new one differs."""
        news = self._newest.get(session) != report
        self._newest[session] = report
        return news

    def drop(self, session: int) -> None:
        """Remove the report of a replica whose session has ended."""
        self._newest.pop(session, None)

    def condition(self, module: str, sessions: Iterable[int]) -> Condition:
        """The combined state of a module's replicas with these sessions; one without a report yet is only counted."""
        every = list(sessions)
        together = _together(len(every), [self._newest[one] for one in every if one in self._newest])
        mishaps = tuple(reversed(self._mishaps.get(module, {}).values()))
        return replace(_with(together, self._faults.get(module)), mishaps=mishaps)


def _together(replicas: int, reports: list[Report]) -> Condition:
    if not reports:
        return Condition(replicas)
    failed = [one for one in reports if one.failed_at is not None]
    newest = max(failed, key=lambda one: one.failed_at or one.since, default=None)
    return Condition(
        replicas, min(one.since for one in reports), sum(one.calls for one in reports),
        sum(one.refusals for one in reports), _slowest(one.p50 for one in reports),
        _slowest(one.p99 for one in reports), max(one.pending for one in reports),
        newest.fault if newest else "", newest.failed_at if newest else None,
    )  # fmt: skip


def _with(condition: Condition, fault: Fault | None) -> Condition:
    if fault is None or (condition.failed_at is not None and condition.failed_at > fault.at):
        return condition
    return replace(condition, fault=fault.reference, failed_at=fault.at, words=fault.words)


def _slowest(durations: Iterable[float | None]) -> float | None:
    return max((one for one in durations if one is not None), default=None)
