"""Floods: a caller that sends too many requests is slowed down, and all others are still served."""

import queue
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest

from tests.readers import Reader
from tests.site import Site
from tests.wamp import CALL, ERROR, SUBSCRIBE, SUBSCRIBED, Peer, WebSocketWire

pytestmark = pytest.mark.router

LIST = "courant.blog.post.list"

Answers = Sequence[queue.Queue[list[Any] | None]]


def sent(peer: Peer, kind: int, times: int, *rest: Any) -> Answers:
    """Send a message so often without waiting; where its answers will be."""
    numbers = [next(peer._ids) for _ in range(times)]
    waiting: dict[int, queue.Queue[list[Any] | None]] = {number: queue.Queue() for number in numbers}
    peer._answers |= waiting
    for number in numbers:
        peer.wire.send([kind, number, {}, *rest])
    return list(waiting.values())


def received(answers: Answers) -> list[list[Any]]:
    """The answers, once all are there; none is missing."""
    found = [one.get(timeout=60) for one in answers]
    assert None not in found, "the connection ended"
    return [answer for answer in found if answer]


def test_who_calls_too_fast_is_told_so_and_others_are_served(site: Site) -> None:
    with Reader(site).sign_up("flooder") as reader, reader.socket() as flooder, site.visitor() as bystander:
        answers = sent(flooder, CALL, 1500, LIST, [], {"limit": 1})
        assert bystander.call(LIST) is not None
        refused = [answer for answer in received(answers) if answer[0] == ERROR]
    assert {answer[4] for answer in refused} == {"courant.error.rate_limited"}
    assert "too fast" in refused[0][5][0]
    assert refused[0][6]["retry_after"] > 0


def test_who_writes_too_fast_is_told_so(site: Site) -> None:
    with Reader(site).sign_up("scribe") as reader, reader.socket() as flooder:
        fields = {"post": 2**40, "text": "again"}
        answers = received(sent(flooder, CALL, 150, "courant.blog.comment.add", [], fields))
    assert {answer[4] for answer in answers} == {"courant.error.not_found", "courant.error.rate_limited"}


def test_a_form_without_javascript_counts_too(site: Site) -> None:
    with Reader(site).sign_up("scrivener") as reader:
        fields = {"post": str(2**40), "text": "again"}
        with ThreadPoolExecutor(8) as many:  # on a busy machine one after the other would not be fast
            answers = list(many.map(lambda _: reader.call("courant.blog.comment.add", fields), range(80)))
    assert {answer.status_code for answer in answers} == {404, 429}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert "too fast" in refused.text
    assert int(refused.headers["Retry-After"]) > 0


def test_many_subscriptions_leave_room_for_others(site: Site) -> None:
    with site.visitor() as greedy, site.visitor() as bystander:
        waiting = [sent(greedy, SUBSCRIBE, 1, f"courant.blog.live.post-{number}") for number in range(3000)]
        assert bystander.call(LIST) is not None
        assert {answer[0] for one in waiting for answer in received(one)} == {SUBSCRIBED}


def test_many_sockets_leave_room_for_others(site: Site) -> None:
    with ExitStack() as stack:
        for _ in range(100):
            stack.enter_context(site.visitor())
            silent = WebSocketWire(f"ws://localhost:{site.port}/ws")
            stack.callback(silent.close)
        with site.visitor() as late:
            assert late.call("courant.core.module.list")["modules"]
        assert Reader(site).http.get("/blog/").status_code == 200
