"""The process: `python -m courant_kit.media.workshop make jpg`, or `… narrow jpg 960`, or `… card`.

The picture comes on standard input; for a card, the words on it as JSON. On standard output come a line of JSON and the
new picture. The process has bounds of memory and time, and a fault in a decoder ends it alone.
"""

import json
import resource
import sys

from courant_kit.media.workshop.drawings import drawn
from courant_kit.media.workshop.making import DAMAGED, Options, Refused, make, narrow

MEMORY = 1_000_000_000
"""Bytes of address space; a picture of the most pixels needs about a quarter."""

SECONDS = 40
"""Seconds of CPU time."""


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    said, made = _done(arguments, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)


def _done(arguments: list[str], data: bytes) -> tuple[Options, bytes]:
    try:
        if arguments[0] == "card":
            return _card(json.loads(data))
        if arguments[0] == "narrow":
            return narrow(data, arguments[1], int(arguments[2]))
        return drawn(data) if arguments[1] == "svg" else make(data, arguments[1])
    except Refused as error:
        return {"refused": str(error)}, b""
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        return {"refused": DAMAGED}, b""


def _card(words: dict[str, str]) -> tuple[Options, bytes]:
    from courant_kit.media.workshop.cards import card  # only for these: it needs fonts

    return card(words["title"], words["site"], words["byline"])


if __name__ == "__main__":
    main(sys.argv[1:])
