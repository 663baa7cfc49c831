"""Events over HTTP: what is chosen, where a stream begins, how it goes on, and when it ends."""

import asyncio
import json
from math import inf
from typing import Any

import pytest
from courant_kit.calls.errors import CourantError, Forbidden, Invalid, PositionLost, RateLimited, Unavailable
from courant_kit.calls.limits import Rate
from courant_kit.following.events import Event
from courant_kit.testing import finished
from courant_web.accounts import people, scopes, tokens
from courant_web.accounts.tokens import Bearer, NotValid
from courant_web.api import door, messages, telling
from courant_web.api.choice import choice, position_of
from courant_web.api.pace import Pace
from courant_web.api.reading import Reading, Readings
from courant_web.api.streams import PER_TOKEN, Streams, streams
from courant_web.models import User
from courant_web.upstream.state import doorbell
from django.http import QueryDict

from .fake_router import FakeRouter
from .http_reader import PASSWORD
from .listener import listening, run

ADDED, GONE = "courant.shelf.note.added", "courant.shelf.note.gone"


class Log:
    """The event log of the shelf, which answers `event.since`; it is away as long as `error` is set."""

    def __init__(self, stub: FakeRouter) -> None:
        self.stub, self.rows = stub, list[tuple[str, dict[str, Any]]]()
        self.error: CourantError | None = None
        self.asked: list[dict[str, Any]] = []
        self.read = asyncio.Event()
        stub.answer("courant.shelf.event.since", self.since)
        stub.answer("courant.core.event.since", lambda *_: Unavailable("core has none"))

    def add(self, number: int, topic: str = ADDED, *, ring: bool = True) -> None:
        """Append an event, and publish it."""
        self.rows.append((topic, {"note": number}))
        if ring:
            for listener in self.stub.session.listeners["courant."]:
                finished(listener(topic, [], {"note": number, "event": len(self.rows)}))

    def since(self, person: dict[str, Any], fields: dict[str, Any]) -> Any:
        """Answer as the kit does."""
        self.asked.append(fields)
        if self.error is not None:
            return self.error
        after, end = fields.get("after", 0), len(self.rows)
        if end > after:
            self.read.set()
        if after > end:
            return PositionLost(f"The log ends at {end}.", oldest=0, end=end)
        upto = min(end, after + fields["limit"])
        found = [
            {"number": number, "topic": topic, "payload": payload}
            for number, (topic, payload) in enumerate(self.rows, 1)
            if after < number <= upto and topic in fields.get("topics", (topic,))
        ]
        return {
            "events": [], "last": upto, "more": upto < end, "oldest": 0, "end": end, "packed": json.dumps(found),
        }  # fmt: skip


@pytest.fixture
def log(stub: FakeRouter, monkeypatch: pytest.MonkeyPatch) -> Log:
    """The shelf's log, on a site that is never too fast."""
    monkeypatch.setattr(door, "pace", Pace(Rate(1000, 1000), Rate(1000, 1000)))
    monkeypatch.setattr(telling, "PAUSE", 0.0)
    streams.open.clear()
    doorbell.newest.clear()
    return Log(stub)


def token(words: str = "read:shelf", role: str = "backend") -> dict[str, str]:
    """The header with a new token."""
    boss = User.objects.filter(username="boss").first() or people.add("boss", PASSWORD, "admin")
    name = f"Token {tokens.Token.objects.count()}"
    return {"Authorization": f"Bearer {tokens.create(name, role, words, boss)}"}


def chosen(query: str, words: str = "read:shelf") -> Any:
    """The choice in a query."""
    return choice(QueryDict(query), scopes.parse(words))


def test_the_scopes_choose_what_the_address_does_not() -> None:
    listed = ["core", "shelf", "wiki"]
    assert chosen("").of(listed) == ["shelf"]
    assert chosen("", "read:*").of(listed) == listed
    assert chosen(f"topic={GONE}&topic={ADDED}").fields("shelf") == {"topics": [ADDED, GONE]}
    assert chosen("", ADDED).fields("shelf") == {"topics": [ADDED]}
    assert chosen("", f"{ADDED} read:shelf").fields("shelf") == {}
    assert chosen("thing=note-1&author=ada&author=eve").fields("shelf") == {
        "things": ["note-1"],
        "authors": ["ada", "eve"],
    }
    assert chosen("module=shelf&module=wiki", "read:*").of([]) == ["shelf", "wiki"]


@pytest.mark.parametrize(
    ("query", "words", "error"),
    [
        ("topic=x", "read:*", Invalid), ("topic=courant.shelf.live.notes", "read:*", Invalid),
        (f"topic={ADDED}", "read:wiki", Forbidden), (f"topic={ADDED}", GONE, Forbidden),
        ("module=A", "read:*", Invalid),
        ("module=wiki", "read:shelf", Forbidden), ("thing=x", "read:*", Invalid), ("colour=red", "read:*", Invalid),
        ("&".join(["author=a"] * 101), "read:*", Invalid),
    ],
)  # fmt: skip
def test_a_wrong_choice_is_rejected(query: str, words: str, error: type[CourantError]) -> None:
    with pytest.raises(error):
        chosen(query, words)


def test_the_header_comes_before_the_address() -> None:
    assert str(position_of(QueryDict("position=a:1"), {"Last-Event-ID": "b:2"})) == "b:2"
    assert str(position_of(QueryDict("position=a:1"), {})) == "a:1"
    with pytest.raises(Invalid, match="no part of a position"):
        position_of(QueryDict(""), {"Last-Event-ID": "x"})


def test_a_log_is_read_when_somebody_rings() -> None:
    reading = Reading("shelf", 5)
    reading.begins()
    reading.has(6, more=False)
    reading.rings(6)
    assert not reading.is_due(0)
    reading.rings(7)
    assert reading.is_due(0)
    reading.begins()
    reading.has(7, more=True)
    assert reading.is_due(0)


def test_a_module_that_is_away_is_asked_more_and_more_rarely() -> None:
    readings = Readings()
    reading = readings.add("shelf", None)
    waits = []
    for _ in range(8):
        reading.failed(100.0, 1)
        waits.append(reading.until - 100)
    assert waits == [0.5, 1, 2, 4, 8, 15, 15, 15]
    assert readings.due(100) == []
    assert readings.next(100) == 15
    assert readings.due(116) == [reading]
    reading.failed(100.0, 1, 3)
    assert reading.until == 103
    reading.failed(100.0, 0)
    assert reading.until == 107.5  # streams that failed together do not come back together
    reading.begins()
    assert (readings.next(0), readings.position) == (inf, "")


def test_messages() -> None:
    one = Event(7, ADDED, {"text": "two\nlines", "event": 0})
    assert messages.event(one, "shelf:7") == (
        b'event: courant.shelf.note.added\nid: shelf:7\ndata: {"text":"two\\nlines","event":7}\n\n'
    )
    assert messages.moved("shelf:9") == b'event: position\nid: shelf:9\ndata: {"position":"shelf:9"}\n\n'
    assert messages.first("a:1").startswith(b"retry: 2000\nevent: position\nid: a:1\n")
    assert b"\nid:" not in messages.ended(Unavailable("away"))


def test_streams_are_bounded_and_end_with_their_token() -> None:
    async def test() -> None:
        some, one = Streams(), Bearer(1)
        opened = [some.add(one, "a") for _ in range(PER_TOKEN)]
        with pytest.raises(RateLimited):
            some.add(one, "b")
        other = some.add(Bearer(2), "b")
        some.remove(opened[0])
        some.add(one, "b")
        some.learn({1: NotValid("revoked"), 2: Bearer(2, scopes=scopes.parse("read:x"))})
        assert isinstance(opened[1].over, NotValid)
        assert opened[1].bell.is_set()
        assert (other.over, str(other.bearer.scopes)) == (None, "read:x")
        some.end_all()
        assert isinstance(other.over, Unavailable)

    run(test)


def test_a_stream_has_what_happens_from_now_on(log: Log) -> None:
    log.add(1)

    own = token()

    async def test() -> None:
        async with listening(**own) as client:
            assert (client.status, client.headers["Content-Type"]) == (200, "text/event-stream")
            assert client.headers["X-Accel-Buffering"] == "no"
            first = await client.message()
            assert (first["retry"], first["event"], first["id"]) == ("2000", "position", "shelf:1")
            for number in (2, 3):
                log.add(number)
                found = await client.message()
                assert (found["event"], found["id"]) == (ADDED, f"shelf:{number}")
                assert json.loads(found["data"]) == {"note": number, "event": number}
        assert streams.open == []

    run(test)


def test_a_stream_goes_on_behind_a_position(log: Log) -> None:
    for number in range(1, 451):  # more than one answer has
        log.add(number, ring=False)

    own = token()

    async def test() -> None:
        async with listening("/api/events?position=shelf:1", **own, **{"Last-Event-ID": "shelf:3"}) as client:
            await client.message()
            found = [json.loads((await client.message())["data"])["note"] for _ in range(447)]
            assert found == list(range(4, 451))

    run(test)


def test_a_lost_position_is_said_before_the_stream_begins_or_at_its_end(log: Log) -> None:
    own = token()

    async def test() -> None:
        async with listening("/api/events?position=shelf:9", **own) as client:
            assert client.status == 410
            problem = json.loads(await client.all())
            assert (problem["type"], problem["module"]) == ("courant.error.position_lost", "shelf")
        async with listening("/api/events?position=shelf:0", **own) as client:
            await client.message()
            log.error = PositionLost("The events are deleted.", oldest=5, end=9)
            log.add(1)
            found = await client.message()
            assert (found["event"], json.loads(found["data"])["oldest"]) == ("problem", 5)
            with pytest.raises(EOFError):
                await client.message()

    run(test)


def test_a_module_that_is_away_is_waited_for(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courant_web.api.reading.FIRST", 0.01)
    log.add(1)

    own = token()

    async def test() -> None:
        log.error = Unavailable("away")
        async with listening("/api/events?position=shelf:0", **own) as client:
            await client.message()
            log.error = None
            assert (await client.message())["id"] == "shelf:1"

    run(test)


def test_events_that_the_scopes_do_not_cover_are_left_out(log: Log) -> None:
    own = token(ADDED)

    async def test() -> None:
        async with listening(**own) as client:
            await client.message()
            log.add(1, GONE)
            log.add(2)
            assert (await client.message())["id"] == "shelf:2"

    run(test)


def test_a_silent_stream_shows_that_it_is_alive_and_moves_on(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "BEAT", 0.01)

    own = token(ADDED)

    async def test() -> None:
        async with listening(**own) as client:
            await client.message()
            log.add(1, GONE)
            found = await client.message()
            while found["id"] != "shelf:1":
                found = await client.message()
            assert (found["event"], json.loads(found["data"])) == ("position", {"position": "shelf:1"})

    run(test)


def test_a_revoked_token_ends_the_stream_at_once(log: Log) -> None:
    own = token()

    async def test() -> None:
        async with listening(**own) as client:
            await client.message()
            await asyncio.to_thread(tokens.revoke, streams.open[0].bearer.token)
            streams.learn(await asyncio.to_thread(tokens.bearers, streams.tokens))
            found = await client.message()
            assert (found["event"], json.loads(found["data"])["status"]) == ("problem", 401)
            assert await client.all() == b""
        assert streams.open == []

    run(test)


def test_who_does_not_read_is_not_read_for(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "CHUNK", 10)
    monkeypatch.setattr(telling, "STALLED", 0.0)

    own = token()

    async def test() -> None:
        async with listening(**own) as client:
            await client.message()
            client.reads.clear()
            for number in range(1, 1001):
                log.add(number)
            await asyncio.wait_for(log.read.wait(), 20)
            asked = len(log.asked)
            for _ in range(100):
                await asyncio.sleep(0)
            assert len(log.asked) == asked  # what is read waits for the client
            client.reads.set()
            assert (await client.message())["id"] == "shelf:1"
            found = await client.message()
            assert json.loads(found["data"])["type"] == "courant.error.rate_limited"

    run(test)


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("OPTIONS", 204), ("POST", 405), ("DELETE", 405)])
def test_other_methods(log: Log, method: str, status: int) -> None:
    own = token()

    async def test() -> None:
        async with listening(method=method, **own) as client:
            assert client.status == status
            body = await client.all()
            assert bool(body) == (status == 405)
        assert streams.open == []

    run(test)


def test_visitors_have_no_events(log: Log) -> None:
    async def test() -> None:
        async with listening() as client:
            assert client.status == 401
            assert client.headers["WWW-Authenticate"].startswith("Bearer")
            assert json.loads(await client.all())["type"] == "courant.error.forbidden"

    run(test)
