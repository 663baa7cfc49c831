"""The process: `python -m courant_kit.media.workshop`, which loads the decoders once and ends when nobody asks.

On standard input come orders: a line of JSON, such as `{"arguments": ["narrow", "jpg", "960"], "size": 51234}`, and the
picture with that many bytes; for a `card`, the words on it as JSON. On standard output each gets a line with a number,
and as many bytes: a line of JSON and the new picture. Each picture is made by a child of its own with bounds of memory
and time. A fault in a decoder ends that child alone, which leaves no bytes, and nothing of one picture is there for the
next.
"""

import json
import os
import resource
import select
import sys

from courant_kit.media.workshop.drawings import drawn
from courant_kit.media.workshop.making import DAMAGED, Options, Refused, make, narrow

MEMORY = 1_000_000_000
"""Bytes of address space; a picture of the most pixels needs about a quarter."""

SECONDS = 40
"""Seconds of CPU time."""

IDLE = 5.0
"""Seconds after which the process ends if nobody asks: between the pictures of an import it stays."""


def main() -> None:
    """Answer orders one by one."""
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    while select.select([orders], [], [], IDLE)[0] and (line := orders.readline()):
        order = json.loads(line)
        made = _made_by_a_child(order["arguments"], orders.read(order["size"]))
        answers.write(f"{len(made)}\n".encode() + made)
        answers.flush()


def _made_by_a_child(arguments: list[str], data: bytes) -> bytes:
    """What a child made of a picture; nothing if it did not come to its end."""
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        _work(send, arguments, data)
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        made = pipe.read()
    return b"" if os.waitpid(child, 0)[1] else made


def _work(send: int, arguments: list[str], data: bytes) -> None:
    """Make a picture, write it, and end this process, whatever happens."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        said, made = _done(arguments, data)
        with os.fdopen(send, "wb") as pipe:
            pipe.write(json.dumps(said).encode() + b"\n" + made)
        os._exit(0)
    finally:
        os._exit(1)


def _done(arguments: list[str], data: bytes) -> tuple[Options, bytes]:
    try:
        if arguments[0] == "card":
            return _card(json.loads(data))
        if arguments[0] == "narrow":
            return narrow(data, arguments[1], int(arguments[2]))
        return drawn(data) if arguments[1] == "svg" else make(data, arguments[1])
    except Refused as error:
        return {"refused": error.message, "values": error.values}, b""
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        return {"refused": DAMAGED}, b""


def _card(words: dict[str, str]) -> tuple[Options, bytes]:
    from courant_kit.media.workshop.cards import card  # only for these: it needs fonts

    return card(words["title"], words["site"], words["byline"])


if __name__ == "__main__":
    main()
