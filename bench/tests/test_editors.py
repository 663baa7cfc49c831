"""People who save at once: each waits for an answer, or all keep a rate, and a rejection is not passed over."""

import socket
import struct
import threading
from contextlib import closing, suppress

import pytest
from courant_bench import frames
from courant_bench.editors import Editor, Editors, save_without_pause, saving
from courant_bench.window import Refused, Window


def answer(text: str) -> bytes:
    payload = text.encode()
    return struct.pack("!BB", 0x80 | frames.TEXT, len(payload)) + payload


def person(number: int) -> tuple[Editor, socket.socket]:
    here, there = socket.socketpair()
    window = Window.__new__(Window)
    window.socket, window.rest, window.seen = here, b"", set()
    return Editor(window, lambda save: f"[48,{save}]".encode(), b"[50,", b"[8,"), there


def answering(server: socket.socket, text: str) -> None:
    def serve() -> None:
        with suppress(ConnectionError):  # the window closes
            while server.recv(4096):
                server.sendall(answer('[36,"an event"]') + answer(text))

    threading.Thread(target=serve, daemon=True).start()


def test_a_save_counts_when_it_is_answered() -> None:
    one, server = person(1)
    with closing(Editors([one])) as people:
        people.save(0)
        server.sendall(answer('[36,"an event"]'))
        assert people.turn(1) == []
        server.sendall(answer("[50,1]"))
        assert people.turn(1) == [0]
        assert (people.saved, len(people.delays)) == (1, 1)


def test_an_answer_to_nothing_is_no_save() -> None:
    one, server = person(1)
    with closing(Editors([one])) as people:
        server.sendall(answer("[50,1]"))
        assert people.turn(1) == []
        assert people.saved == 0


def test_the_next_save_follows_the_answer() -> None:
    one, server = person(1)
    answering(server, "[50,1]")
    with closing(Editors([one])) as people:
        assert save_without_pause(people, 0.1) > 0
        assert people.saved >= 2


def test_a_rejection_is_raised() -> None:
    one, server = person(1)
    with closing(Editors([one])) as people:
        server.sendall(answer('[8,48,1,{},"no"]'))
        with pytest.raises(Refused, match='"no"'):
            people.turn(1)


def test_a_rejection_while_they_keep_a_rate_is_raised_at_the_end() -> None:
    one, server = person(1)
    answering(server, '[8,48,1,{},"no"]')
    stopped = threading.Event()
    with closing(Editors([one])) as people, pytest.raises(Refused), saving(people, 100):
        stopped.wait(0.2)


def test_a_server_that_closes_a_window_is_a_rejection() -> None:
    one, server = person(1)
    server.close()
    with closing(Editors([one])) as people, pytest.raises(Refused, match="closed"):
        people.turn(1)
