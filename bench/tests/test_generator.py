"""The generator counts what really arrives: frames, marks and rejections, however the bytes are split."""

import socket
import struct
import time

import pytest
from courant_bench import frames
from courant_bench.crowd import Crowd, mark, reading
from courant_bench.window import Window


def message(text: str) -> bytes:
    payload = text.encode()
    return struct.pack("!BBH", 0x80 | frames.TEXT, 126, len(payload)) + payload


def connected() -> tuple[Window, socket.socket]:
    here, there = socket.socketpair()
    window = Window.__new__(Window)
    window.socket, window.rest, window.seen = here, b"", set()
    return window, there


@pytest.mark.parametrize("length", [0, 125, 126, 65535, 65536])
def test_a_client_frame_is_found_again_once_its_mask_is_off(length: int) -> None:
    data = bytearray(frames.frame(b"x" * length))
    data[1] &= 0x7F
    found, _ = frames.whole_frames(bytes(data))
    _, start, end = found[0]
    assert end - start == length


def test_a_frame_that_is_not_whole_is_left_for_later() -> None:
    data = message("a" * 200) + message("b" * 200)[:-1]
    found, at = frames.whole_frames(data)
    assert len(found) == 1
    assert data[at:] == message("b" * 200)[:-1]


@pytest.mark.parametrize("cut", [1, 3, 150, 250])
def test_a_comment_counts_once_in_each_window_wherever_the_bytes_are_cut(cut: int) -> None:
    window, server = connected()
    crowd = Crowd([window], event=b"[36,")
    crowd.saved = {1: time.perf_counter(), 2: time.perf_counter()}
    data = message(f'[36,"{mark(1)} {mark(1)}{"." * 200}"]') + message(f'[36,"{mark(2)}{mark(1)}{"." * 200}"]')
    for part in (data[:cut], data[cut:]):
        server.sendall(part)
        crowd.turn(1)
    assert crowd.deliveries == {1: 1, 2: 1}
    assert crowd.messages == 2
    assert len(crowd.delays) == 2


def test_what_is_no_event_is_no_delivery() -> None:
    window, server = connected()
    crowd = Crowd([window], event=b"[36,", error=b"[8,")
    crowd.saved = {1: time.perf_counter()}
    server.sendall(message(f'[50,1,"{mark(1)}{"." * 200}"]') + message(f'[8,48,"{"no " * 90}"]'))
    crowd.turn(1)
    assert not crowd.deliveries
    assert len(crowd.errors) == 1


def test_a_window_that_the_server_closed_is_not_waited_for() -> None:
    window, server = connected()
    crowd = Crowd([window])
    server.close()
    crowd.turn(1)
    assert crowd.lost == 1
    assert crowd.everywhere(1)


def test_one_message_may_carry_several_comments_and_each_counts_once() -> None:
    found = reading(message(f'[36,"{mark(4)}{mark(3)}{mark(4)}{"." * 200}"]') + b"\x81", b"[36,", b"[8,")
    assert found.comments == (4, 3)
    assert found.messages == 1
    assert found.rest == b"\x81"
