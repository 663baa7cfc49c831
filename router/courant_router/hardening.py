"""Closes holes of Crossbar 26.10 through which one client could harm another."""

from collections.abc import Callable
from functools import cache
from typing import Any

from autobahn.wamp.exception import ProtocolError
from autobahn.wamp.serializer import SERID_TO_OBJSER
from crossbar.router.dealer import Dealer
from crossbar.router.session import RouterSession
from twisted.internet.endpoints import UNIXServerEndpoint
from twisted.web import server

from courant_router.intake import checked

SERIALIZERS = ("json", "cbor", "msgpack")

GOODBYE_TIME = 0.8
"""Seconds in which a session has to answer the router's GOODBYE; then its connection ends.

Who lost a right hears events until then, whatever its client does: at most a second.
"""


@cache
def harden() -> None:
    """Check every message, accept errors for a call only from its callee, end who does not leave; runs once."""
    from twisted.internet import reactor

    any_reactor: Any = reactor
    for name in SERIALIZERS:
        _look_over(SERID_TO_OBJSER[name])
    _own_errors_only(Dealer)
    _goodbyes_are_final(RouterSession, any_reactor.callLater)
    _for_its_owner(UNIXServerEndpoint)
    server.version = b"Courant"  # a header of every answer; Crossbar's would show attackers its version


def _look_over(serializer: Any) -> None:
    read = serializer.unserialize

    def unserialize(self: Any, payload: bytes) -> list[Any]:
        return [checked(message) for message in read(self, payload)]

    serializer.unserialize = unserialize


def _for_its_owner(endpoint: Any) -> None:
    """Let only the router's own user connect to its Unix sockets; Twisted lets everybody unless told."""
    create = endpoint.__init__

    def create_private(self: Any, *arguments: Any, **options: Any) -> None:
        create(self, *arguments, **options)
        self._mode = 0o600

    endpoint.__init__ = create_private


def _own_errors_only(dealer: Any) -> None:
    """Reject an error for a call that another session has to answer, as Crossbar does for results."""
    process = dealer.processInvocationError

    def process_own(self: Any, session: Any, error: Any) -> None:
        pending = self._invocations.get(error.request)
        if pending is not None and pending.callee is not session:
            raise ProtocolError(f"ERROR received for the request {error.request}, which is not this session's")
        process(self, session, error)

    dealer.processInvocationError = process_own


def _goodbyes_are_final(session: Any, later: Callable[..., Any]) -> None:
    """End the connection of a session that ignores a GOODBYE, and let it be sent away twice.

    Crossbar waits for the answer without end, and raises an error when such a session is sent away again. Then the
    other sessions of the same call, and those that web would have closed next, stayed open.
    """
    leave = session.leave

    def leave_in_time(self: Any, reason: str | None = None, message: str | None = None) -> None:
        if self._goodbye_sent:
            return
        leave(self, reason, message)
        number, transport = self._session_id, self._transport

        def end() -> None:
            if self._session_id == number and transport.isOpen():
                transport.abort()

        later(GOODBYE_TIME, end)

    session.leave = leave_in_time
