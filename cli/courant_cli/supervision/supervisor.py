"""Runs and restarts the processes of an installation: Twisted's procmon, with logs and without orphans."""

import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from twisted.internet.defer import Deferred
from twisted.internet.error import ProcessTerminated
from twisted.logger import ILogObserver, Logger
from twisted.python.failure import Failure
from twisted.runner import procmon

from courant_cli.supervision import journal
from courant_cli.supervision.leash import on_leash

# procmon cannot handle a line that is longer than its reader allows.
procmon.LineLogger.MAX_LENGTH = 1 << 24


#: The number of the listening socket in a child that inherits one.
INHERITED = 3


@dataclass(frozen=True, slots=True)
class Child:
    """A process to supervise: its name, its command line and its complete environment.

    `listener` is a listening socket that each of its processes inherits as descriptor 3. It stays open while the child
    is restarted, so its clients wait meanwhile.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(repr=False)
    listener: socket.socket | None = None


class _Spawning:
    """The reactor, except that it lets children inherit their listening sockets, for which procmon has no option."""

    def __init__(self, reactor: Any, children: Sequence[Child]) -> None:
        self._reactor = reactor
        self._listeners = {child.name: child.listener for child in children if child.listener is not None}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    def spawnProcess(self, protocol: Any, *arguments: Any, **options: Any) -> Any:
        """Start the process that the protocol names."""
        descriptors: dict[int, str | int] = {0: "w", 1: "r", 2: "r"}
        if (listener := self._listeners.get(protocol.name)) is not None:
            descriptors[INHERITED] = listener.fileno()
        return self._reactor.spawnProcess(protocol, *arguments, **options, childFDs=descriptors)


class Supervisor(procmon.ProcessMonitor):
    """Starts the children, restarts those that end, and ends them together.

    `says(name, sentence)` receives ends and problems, `heard(name, line)` every line that a child prints. If a child
    ends within `threshold` seconds of its start, its next start waits, twice as long each time.
    """

    def __init__(
        self, reactor: Any, children: Sequence[Child], logs: Path,
        says: Callable[[str, str], None], heard: Callable[[str, str], None],
    ) -> None:  # fmt: skip
        super().__init__(reactor)
        self._reactor: Any = _Spawning(reactor, children)
        self.threshold, self.killTime = 10, 4
        self.minRestartDelay: float = 0.5  # type: ignore[assignment]  # procmon only calculates with it
        self.maxRestartDelay = 10
        self.log = Logger(observer=cast(ILogObserver, self._line))
        self.says, self.heard = says, heard
        self._logs: dict[str, logging.Logger] = {}
        self._last: dict[str, str] = {}
        self._deaths: dict[str, str] = {}
        self._all_ended: Deferred[None] | None = None
        for child in children:
            self._logs[child.name] = journal.opened(logs, child.name)
            self.addProcess(child.name, on_leash(child.command), env=dict(child.environment))

    def stop(self) -> "Deferred[None]":
        """End every child, by force after `killTime` seconds; the result fires when none is left."""
        self._all_ended = Deferred()
        self.stopService()
        self._fire_when_empty()
        return self._all_ended

    def pid(self, name: str) -> int | None:
        """The process id of a running child."""
        protocol = self.protocols.get(name)
        pid: int | None = getattr(protocol.transport, "pid", None) if protocol else None
        return pid

    def _monitoredProcessExited(self, name: str, reason: Failure | None = None) -> None:  # procmon's only hook
        stopping = not self.running
        super()._monitoredProcessExited(name, reason)
        if stopping:
            self._fire_when_empty()
        else:
            again: Any = self.restart[name]
            seconds = again.getTime() - self._reactor.seconds()
            self.says(name, f"{self._death(name, reason)}, starting again{_in(seconds)}")

    def _death(self, name: str, reason: Failure | None) -> str:
        """How the child ended, with its last line unless that was the same the time before."""
        last = self._last.pop(name, "")
        known, self._deaths[name] = self._deaths.get(name), last
        return _how(reason, "" if last == known else last)

    def _fire_when_empty(self) -> None:
        if self._all_ended is not None and not self.protocols and not self._all_ended.called:
            self._all_ended.callback(None)

    def _line(self, event: Mapping[str, Any]) -> None:
        name, line = event.get("tag"), event.get("line")
        if name is None or not line or not line.strip():
            return
        self._logs[name].info("%s", line)
        self._last[name] = line.strip()
        sentence = journal.problem(line)
        if sentence and self.running:
            self.says(name, sentence)
        self.heard(name, line)


def _how(reason: Failure | None, last: str) -> str:
    error = reason.value if reason else None
    if not isinstance(error, ProcessTerminated):
        return "has ended"
    if error.signal:
        return f"was killed (signal {error.signal})"
    words = f" after saying: {last[:200]}" if last and journal.structured(last) is None else ""
    return f"failed (exit status {error.exitCode}){words}"


def _in(seconds: float) -> str:
    return f" in {seconds:.0f} s" if seconds > 0.9 else ""
