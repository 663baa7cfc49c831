"""Sessions on the router: the only file that imports autobahn."""

import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import structlog
from autobahn.exception import PayloadExceededError
from autobahn.twisted.rawsocket import WampRawSocketClientFactory, WampRawSocketClientProtocol
from autobahn.twisted.wamp import ApplicationSession
from autobahn.twisted.websocket import WampWebSocketClientFactory
from autobahn.wamp import auth
from autobahn.wamp.exception import ApplicationError, SerializationError, TransportLost
from autobahn.wamp.message import Error, Event, Invocation, Result, Yield
from autobahn.wamp.serializer import CBORSerializer
from autobahn.wamp.types import (
    CallDetails,
    Challenge,
    CloseDetails,
    ComponentConfig,
    EventDetails,
    PublishOptions,
    RegisterOptions,
    SessionDetails,
    SubscribeOptions,
)
from twisted.application.internet import ClientService
from twisted.internet.defer import (
    CancelledError,
    Deferred,
    FirstError,
    ensureDeferred,
    gatherResults,
    maybeDeferred,
)
from twisted.internet.endpoints import HostnameEndpoint, UNIXClientEndpoint, wrapClientTLS
from twisted.internet.task import deferLater
from twisted.python.failure import Failure

from courant_kit.calls.again import KEY, asked_again, backoff
from courant_kit.calls.errors import CourantError, Foreign, Invalid, TooLarge, Unavailable, from_wire
from courant_kit.process.answering import Answering
from courant_kit.process.login import Login
from courant_kit.process.wamp import Disclosed, Endpoint, Listener, Publication, Session
from courant_kit.words import gettext as _

REALM = "courant"
FIRST_DELAY, LONGEST_DELAY, GROWTH = 0.2, 5.0, 1.6
NEVER_FIELDS = frozenset({"self", "procedure", "options"})
"""Names of fields that autobahn would mistake for its own arguments in a call."""

LARGEST, WIDEST = 8_000_000, 4
"""Bytes of the texts of an answer, of which the router takes 8,388,608 in all; and those of a character, at most."""

T = TypeVar("T")
log = structlog.get_logger()


def delay(failures: int, chance: float) -> float:
    """Seconds to wait before the next try to connect; see `backoff`."""
    return backoff(failures, chance, FIRST_DELAY, LONGEST_DELAY, GROWTH)


class Connection:
    """A connection to the router that reconnects by itself.

    It calls `joined` with each new session, and `left` when a session is lost (possibly more than once).
    """

    def __init__(
        self, reactor: Any, login: Login, joined: Callable[[Session], Awaitable[None]], left: Callable[[], None]
    ) -> None:
        self._login, self._joined, self._left = login, joined, left
        self.failures = 0
        self._service = ClientService(
            _endpoint(reactor, login.router),
            _factory(login.router, self._session),
            lambda _: self._delay(),
            clock=reactor,
        )

    def start(self) -> None:
        """Connect, and reconnect whenever the connection is lost."""
        self._service.startService()

    async def stop(self) -> None:
        """Close the connection, and do not reconnect."""
        await self._service.stopService()

    def _delay(self) -> float:
        self.failures += 1
        return delay(self.failures, random.random())  # noqa: S311 - jitter need not be secret

    def _session(self) -> "_Protocol":
        return _Protocol(self, self._login, self._joined, self._left)


def _signing_key(secret: str, challenge: Challenge) -> bytes:
    """The key for a WAMP-CRA challenge: derived from the secret if the challenge has a salt, as for credentials."""
    extra = challenge.extra
    if "salt" not in extra:
        return secret.encode()
    return bytes(auth.derive_key(secret, extra["salt"], extra["iterations"], extra["keylen"]))


class _Protocol(ApplicationSession):
    """One WAMP session. Autobahn calls its methods."""

    def __init__(
        self,
        connection: Connection,
        login: Login,
        joined: Callable[[Session], Awaitable[None]],
        left: Callable[[], None],
    ) -> None:
        super().__init__(ComponentConfig(realm=REALM))
        self._owner, self._login, self._when_joined, self._when_left = connection, login, joined, left

    def onConnect(self) -> None:
        login = self._login
        self.join(REALM, authmethods=[login.authmethod], authid=login.authid, authextra=login.extra())

    def onChallenge(self, challenge: Challenge) -> str | bytes:
        if challenge.method != self._login.authmethod:  # whoever asks for a ticket would get the secret that signs
            raise ValueError(f"the router asks for {challenge.method}, which was not offered")
        if challenge.method == "wampcra":
            key = _signing_key(self._login.secret, challenge)
            return bytes(auth.compute_wcs(key, challenge.extra["challenge"].encode()))
        if challenge.method == "cryptosign":
            return self._login.signature(challenge.extra["challenge"])
        return self._login.secret

    def onMessage(self, msg: Any) -> None:
        super().onMessage(tamed(msg))

    def onJoin(self, details: SessionDetails) -> None:
        log.info("joined", authid=details.authid, role=details.authrole)
        ensureDeferred(self._start()).addErrback(self._failed)

    def onLeave(self, details: CloseDetails) -> Any:
        log.warning("left", reason=details.reason, message=details.message)
        self._when_left()
        return super().onLeave(details)  # autobahn fails the requests that are still open

    def onDisconnect(self) -> None:
        self._when_left()

    def onUserError(self, fail: Any, msg: str) -> None:
        # A caller that left needs no answer; its handler has run to the end.
        if not isinstance(fail.value, ApplicationError | CancelledError):
            log.error("session fault", what=msg, exc_info=fail.value)

    async def _start(self) -> None:
        await self._when_joined(RouterSession(self))
        self._owner.failures = 0  # only now: a session that cannot start serving backs off too

    def _failed(self, fail: Any) -> None:
        log.error("could not start serving; joining again", exc_info=fail.value)
        if self.is_attached():
            self.leave("courant.error.unavailable", "could not start serving")


class RouterSession:
    """A joined session with the kit's conventions: keyword payloads, CourantError, endpoints that run to their end."""

    def __init__(self, protocol: ApplicationSession) -> None:
        self._protocol = protocol
        self._registrations: list[Any] = []
        self._answering = Answering()

    async def call(self, uri: str, /, *args: Any, **kwargs: Any) -> Any:
        """The result of a procedure; raises CourantError. An error that is not Courant's goes to the log as well.

        A call with an idempotency key is sent again if the replica that was to answer is lost.
        """
        if KEY in kwargs:
            return await self.read(uri, *args, **kwargs)
        return await self._called(uri, args, kwargs)

    async def read(self, uri: str, /, *args: Any, **kwargs: Any) -> Any:
        """The result of a procedure that changes nothing, from another replica if the first is lost; as `call`."""
        return await asked_again(lambda: self._called(uri, args, kwargs), _pause)

    async def _called(self, uri: str, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        for name in NEVER_FIELDS & kwargs.keys():
            raise Invalid(_("There is no field “{name}” here.").format(name=name), field=name)
        try:
            return await _translated(lambda: self._protocol.call(uri, *args, **kwargs))
        except Foreign as error:
            log.exception("foreign error", procedure=uri, error=error.named, said=error.said, reference=error.reference)
            raise

    def publish(self, topic: str, fields: dict[str, Any], publication: Publication | None = None) -> "Deferred[None]":
        """Publish an event at once; the result waits until the router has acknowledged it, and raises CourantError."""
        to = publication or Publication()
        options = PublishOptions(
            acknowledge=True, exclude=to.exclude or None, exclude_authid=to.exclude_authids or None,
            eligible_authrole=to.roles or None, eligible_authid=to.authids or None,
        )  # fmt: skip
        # Not a coroutine, as `call` is: an event would take 10 µs more, and most saves publish two.
        return maybeDeferred(self._protocol.publish, topic, options=options, **fields).addErrback(_fail_in_words)

    async def register(self, uri: str, endpoint: Endpoint, *, shared: bool = False) -> None:
        """Register the endpoint for calls of `uri`; it runs to its end even if the caller disconnects."""

        def called(*args: Any, fields: dict[str, Any], details: CallDetails) -> "Deferred[Any]":
            who = Disclosed(details.caller, details.caller_authid, details.caller_authrole)
            return self._answering.follow(shielded(_as_wamp(endpoint(who, list(args), fields))))

        options = RegisterOptions(details_arg="details", invoke="roundrobin" if shared else None)
        self._registrations.append(await _translated(lambda: self._protocol.register(called, uri, options=options)))

    async def withdraw(self) -> None:
        """Unregister all procedures, and wait until every call that had arrived is answered; raises CourantError.

        The router sends no call after it has confirmed, so those that are open then are the last.
        """
        registrations, self._registrations = self._registrations, []
        await _translated(lambda: gatherResults([one.unregister() for one in registrations], consumeErrors=True))
        await self._answering.idle()
        await _pause(0)  # autobahn sends the last answer after it was counted

    async def subscribe(self, topic: str, listener: Listener, *, match: str = "exact") -> None:
        """Subscribe the listener to the events of a topic; its exceptions are logged."""

        def heard(*args: Any, fields: dict[str, Any], details: EventDetails) -> None:
            done = ensureDeferred(_coroutine(listener(details.topic or topic, list(args), fields)))
            done.addErrback(lambda fail: log.error("listener failed", topic=topic, exc_info=fail.value))

        options = SubscribeOptions(match=match, details_arg="details")
        await _translated(lambda: self._protocol.subscribe(heard, topic, options=options))


def tamed(message: Any) -> Any:
    """The message, with a peer's fields moved to where they cannot become arguments of autobahn's functions.

    Autobahn (26.10) passes fields on as keyword arguments, and a field with the name of one of its functions' arguments
    ends the session. A caller that claims to call on behalf of another session, as links between routers do, becomes
    anonymous.
    """
    if isinstance(message, Invocation | Event):
        message.kwargs = {"fields": message.kwargs or {}}
    if isinstance(message, Invocation) and message.forward_for:
        message.caller = message.caller_authid = message.caller_authrole = None
    if isinstance(message, Result):
        message.kwargs = None
    if isinstance(message, Error) and message.kwargs:
        message.kwargs = {name: value for name, value in message.kwargs.items() if name not in {"self", "error"}}
    return message


def shielded(work: Coroutine[Any, Any, T]) -> "Deferred[T]":
    """The outcome of `work`, which runs to its end even if the result is cancelled."""
    running = ensureDeferred(work)
    if running.called:
        return running  # it has ended, so there is nothing to shield
    outcome: Deferred[T] = Deferred()
    running.addCallbacks(outcome.callback, outcome.errback)
    return outcome


async def _coroutine(work: Awaitable[T]) -> T:
    return await work


async def _as_wamp(work: Awaitable[Any]) -> Any:
    try:
        return _sendable(await work)
    except CourantError as error:
        raise ApplicationError(error.uri, error.message, **error.fields()) from error


def _sendable(answer: Any) -> Any:
    """An answer; raises TooLarge if it cannot be sent, since autobahn would answer nothing, and its caller wait."""
    texts = [one for one in answer.values() if isinstance(one, str | bytes)] if isinstance(answer, dict) else []
    if sum(map(len, texts)) * WIDEST > LARGEST:
        size = sum(len(one.encode() if isinstance(one, str) else one) for one in texts)
        if size > LARGEST:
            raise TooLarge(_("The answer has {size:,} bytes, which is more than can be sent.").format(size=size))
    return answer


async def _translated(send: Callable[[], Any]) -> Any:
    try:
        return await send()
    except FirstError as several:
        raise _in_words(several.subFailure.value) from several
    except _FOREIGN as error:
        raise _in_words(error) from error


def _pause(seconds: float) -> "Deferred[None]":
    """Fires after so many seconds."""
    from twisted.internet import reactor

    return deferLater(cast("Any", reactor), seconds)


def _fail_in_words(failure: Failure) -> None:
    failure.trap(*_FOREIGN)
    raise _in_words(failure.value) from failure.value


def _in_words(error: BaseException | None) -> CourantError:
    """The kit's error for one of autobahn's."""
    if isinstance(error, ApplicationError):
        return from_wire(error.error, list(error.args), dict(error.kwargs or {}))
    if isinstance(error, TransportLost):
        return Unavailable(_("The router is away for a moment."))
    return TooLarge(_("This cannot be sent: {error}").format(error=error))


_FOREIGN = (ApplicationError, TransportLost, PayloadExceededError, SerializationError)


def _endpoint(reactor: Any, router: str) -> Any:
    parts = urlsplit(router)
    if parts.scheme == "unix":
        return UNIXClientEndpoint(reactor, parts.path)
    port = parts.port or {"ws": 80, "wss": 443}.get(parts.scheme, 9001)
    plain: Any = HostnameEndpoint(reactor, parts.hostname or "127.0.0.1", port)
    if parts.scheme != "wss":
        return plain
    from twisted.internet.ssl import optionsForClientTLS  # a process that leaves TLS out has none

    return wrapClientTLS(optionsForClientTLS(parts.hostname or ""), plain)


class _Raw(WampRawSocketClientProtocol):
    """Sends an answer when it is there; Twisted would wait for the reactor's next turn, as it does with events."""

    def send(self, msg: Any) -> None:
        super().send(msg)
        transport: Any = self.transport
        # Only the reactor may write what is left when a connection is to end: it then ends it.
        if isinstance(msg, Yield) and transport.connected and not transport.disconnecting:
            transport.doWrite()  # if this fails, so will the reactor's own try, which ends the connection


class _Prompt(_Raw):
    """Sends at once: with Nagle's algorithm an event after an answer would wait 40 ms for its acknowledgement."""

    def connectionMade(self) -> None:
        transport: Any = self.transport
        transport.setTcpNoDelay(True)
        super().connectionMade()


def _factory(router: str, session: Callable[[], _Protocol]) -> Any:
    if router.startswith(("tcp:", "unix:")):
        raw = WampRawSocketClientFactory(session, serializer=CBORSerializer())
        raw.protocol = _Prompt if router.startswith("tcp:") else _Raw
        return raw
    factory = WampWebSocketClientFactory(session, url=router, serializers=[CBORSerializer()])
    factory.setProtocolOptions(autoPingInterval=10, autoPingTimeout=10)
    return factory
