"""Diagrams in Mermaid as pictures: the draughtsman's process from outside, and each picture cleaned, once."""

import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from signal import SIGXCPU
from threading import Lock, Timer

import msgspec
import nh3

from courant_kit.content import draughtsman

LONGEST = 10_000
"""The longest source of a diagram, in characters."""

LARGEST = 150_000
"""The largest picture, in characters."""

PATIENCE = 30.0
"""Seconds for one diagram, and to wait for those of others; its CPU time ends it much earlier."""

TOO_LONG = "it takes too long to draw"
BUSY = "the server is drawing other diagrams"

_PROGRAM = Path(draughtsman.__file__)
_ELEMENTS = (
    "svg g defs marker path rect circle ellipse line polygon polyline text tspan clipPath linearGradient radialGradient"
    " stop"
)
_ATTRIBUTES = (
    "id d x y x1 x2 y1 y2 cx cy r rx ry dx dy width height points transform viewBox fill fill-opacity fill-rule opacity"
    " stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width font-size font-style"
    " font-weight text-anchor dominant-baseline marker-start marker-mid marker-end markerHeight markerUnits markerWidth"
    " orient refX refY offset stop-color stop-opacity clip-path"
)
_ROOT = re.compile(r"<svg\b[^>]*>")
_BOX = re.compile(r'viewBox="([-\d. ]+)"')
_MARKER = re.compile(r'<marker [^>]*?id="([^"]*)"[^>]*>.*?</marker>', re.DOTALL)
_ELSEWHERE = re.compile(r"url\((?!#)|[a-z]+://|\\", re.IGNORECASE)
_LABEL = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FAMILY = re.compile(r"^[\w ]*(?:parse )?error(?: \([^)]*\))?: ", re.IGNORECASE)
_AT = re.compile(r" at (?:offset )?(\d+)$")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A diagram that was drawn: its SVG, size in pixels and the words in it; or `reason`, why there is none.

    `seconds` is the CPU time that it took.
    """

    svg: str = ""
    width: int = 0
    height: int = 0
    labels: tuple[str, ...] = ()
    reason: str = ""
    seconds: float = 0.0


class _Answer(msgspec.Struct):
    """What the draughtsman says."""

    svg: str = ""
    reason: str = ""
    seconds: float = 0.0


class Busy(Exception):
    """Other diagrams are being drawn."""


class _Draughtsman:
    """The process that draws; it starts when it is first asked."""

    def __init__(self) -> None:
        self._one = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, source: str) -> _Answer:
        """The answer to a source; raises Busy."""
        if not self._one.acquire(timeout=PATIENCE):
            raise Busy
        try:
            # It may have ended just now, since nobody had asked for long.
            return self._asked(source) or self._asked(source) or _Answer(reason=TOO_LONG)
        finally:
            self._one.release()

    def _asked(self, source: str) -> _Answer | None:
        process = self._process = self._process or self._started()
        timer = Timer(PATIENCE, process.kill)
        timer.start()
        line = _exchanged(process, msgspec.json.encode(source) + b"\n")
        timer.cancel()
        if line:
            return msgspec.json.decode(line, type=_Answer)
        self._process = None
        process.kill()
        status = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        return _ended(status)

    def _started(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-I", str(_PROGRAM)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={},
        )  # fmt: skip


_draughtsman = _Draughtsman()


@lru_cache(maxsize=200)
def drawn(source: str) -> Drawing:
    """The picture of a diagram; raises Busy if others are being drawn for too long."""
    if len(source) > LONGEST:
        return Drawing(reason=f"it has more than {LONGEST:,} characters")
    answer = _draughtsman.ask(source)
    if not answer.svg:
        return Drawing(reason=words(answer.reason, source), seconds=answer.seconds)
    return _cleaned(answer)


def words(reason: str, source: str) -> str:
    """The reason of an engine in words for the one who writes: with the line, not with an offset (pure)."""
    reason = _FAMILY.sub("", " ".join(reason.split()))
    if "resource limit" in reason:
        return "it is too large"
    if found := _AT.search(reason):
        line = source[: int(found[1])].count("\n") + 1
        reason = f"{reason[: found.start()]} in line {line}"
    return reason[:1].lower() + reason[1:200] if reason else "its kind is not known"


def _exchanged(process: "subprocess.Popen[bytes]", line: bytes) -> bytes:
    """The line with which the process answers a line; empty if it has ended."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(line)
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return b""


def _ended(status: int) -> _Answer | None:
    """What it means that the process ended; None if it only had nothing to do."""
    if status == 0:
        return None
    if status == draughtsman.MISSING:
        return _Answer(reason="this server cannot draw diagrams")
    return _Answer(reason=TOO_LONG if status in {-SIGXCPU, -9} else "the program that draws it has failed")


def _cleaned(answer: _Answer) -> Drawing:
    svg = _cleaner().clean(answer.svg).strip()
    root, box = _ROOT.match(svg), _BOX.search(svg)
    if root is None or box is None or len(svg) > LARGEST:
        return Drawing(reason="its picture is too large" if root and box else "it is empty", seconds=answer.seconds)
    width, height = (max(1, round(float(one))) for one in box[1].split()[2:4])
    inside = _MARKER.sub(lambda found: found[0] if f"#{found[1]})" in svg else "", svg[root.end() :])
    labels = tuple(dict.fromkeys(filter(None, map(_label, _LABEL.findall(inside)))))
    start = f'<svg xmlns="http://www.w3.org/2000/svg" {box[0]} width="{width}" height="{height}">'
    return Drawing(start + inside.replace("&nbsp;", "&#160;"), width, height, labels, seconds=answer.seconds)


def _label(inside: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", inside)).split())


def _attribute(tag: str, name: str, value: str) -> str | None:
    return None if _ELSEWHERE.search(value) else value


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_ELEMENTS.split()), attributes={"*": set(_ATTRIBUTES.split())}, attribute_filter=_attribute,
        clean_content_tags={"script", "style", "title", "desc", "foreignObject"}, link_rel=None,
    )  # fmt: skip
