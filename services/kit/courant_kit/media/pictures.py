"""Pictures, decoded and written by the workshop's process, one at a time, so that no service loads Pillow.

The process stays for some seconds, so that many pictures need it to start once.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Timer
from time import monotonic

import msgspec

from courant_kit.calls.errors import Invalid, Unavailable
from courant_kit.words import gettext, marked

PATIENCE = 60.0
"""Seconds for one picture."""

_WORKSHOP = "courant_kit.media.workshop"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the workshop made. `data` is empty if the picture should stay as it is, since it moves."""

    data: bytes
    width: int
    height: int
    moving: bool


class _Said(msgspec.Struct):
    """What the workshop says of a picture."""

    width: int = 0
    height: int = 0
    moving: bool = False
    same: bool = False
    refused: str = ""
    values: dict[str, str] = {}


def made(data: bytes, extension: str) -> Picture:
    """An uploaded picture as it is stored: upright, without metadata, not larger than pages can use; a HEIC as JPEG.

    Raises Invalid if it is damaged or has too many pixels.
    """
    return _worked(data, "make", extension)


def narrowed(data: bytes, extension: str, width: int) -> Picture:
    """A rendering of a stored picture with this width, as AVIF; raises Invalid if it is damaged."""
    return _worked(data, "narrow", extension, str(width))


def drawn(data: bytes) -> bytes:
    """An uploaded drawing (SVG) as it is stored: without metadata and scripts; raises Invalid if it is none."""
    return _worked(data, "make", "svg").data


SAID = (
    marked("This picture is damaged or not complete."),
    marked("This is not a drawing (SVG): its first element should be <svg xmlns=…>."),
)
"""What the workshop says, which knows no languages."""


def card(title: str, site: str, byline: str) -> bytes:
    """A PNG of 1200 × 630 pixels for previews of links to a page: its title, the site's name, who wrote it and when.

    Without a title it shows the site's name.
    """
    return _worked(msgspec.json.encode({"title": title, "site": site, "byline": byline}), "card").data


def _worked(data: bytes, *arguments: str) -> Picture:
    first, _, made = _workshop.ask(data, arguments).partition(b"\n")
    if not first:
        raise Invalid(gettext("This picture could not be read."), field="data")
    said = msgspec.json.decode(first, type=_Said)
    if said.refused:
        raise Invalid(gettext(said.refused).format(**said.values), field="data")
    return Picture(made, said.width, said.height, said.moving)


class _Workshop:
    """The process that makes pictures; it starts when it is first asked."""

    def __init__(self) -> None:
        self._one = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, arguments: Sequence[str]) -> bytes:
        """What it makes of a picture; nothing if the picture ended it. Raises Unavailable after PATIENCE."""
        order = msgspec.json.encode({"arguments": arguments, "size": len(data)}) + b"\n" + data
        with self._one:
            # It may have ended just now, since nobody had asked for long.
            made = self._asked(order)
            return (self._asked(order) or b"") if made is None else made

    def _asked(self, order: bytes) -> bytes | None:
        if self._process and self._process.poll() is not None:  # nobody had asked for long
            _end(self._process)
            self._process = None
        process = self._process = self._process or self._started()
        began, timer = monotonic(), Timer(PATIENCE, _kill, [process])
        timer.start()
        made = _exchanged(process, order)
        timer.cancel()
        if made is None:
            self._process = None
            _end(process)
            if monotonic() - began >= PATIENCE:
                raise Unavailable(gettext("This picture takes too long to read. Please try a smaller one."))
        return made

    def _started(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-I", "-m", _WORKSHOP],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, start_new_session=True,
        )  # fmt: skip


_workshop = _Workshop()


def _exchanged(process: "subprocess.Popen[bytes]", order: bytes) -> bytes | None:
    """The answer to an order; None if the process has ended."""
    assert process.stdin and process.stdout  # noqa: S101, PT018 - both are pipes
    try:
        process.stdin.write(order)
        process.stdin.flush()
        size = int(process.stdout.readline() or -1)
        made = process.stdout.read(size) if size >= 0 else None
    except (OSError, ValueError):
        return None
    return made if made is not None and len(made) == size else None


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process, with the child that makes a picture."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _end(process: "subprocess.Popen[bytes]") -> None:
    _kill(process)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what was not written is lost
            pipe.close() if pipe else None
