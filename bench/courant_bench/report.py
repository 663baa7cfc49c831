"""The table: what was measured, beside which peer, and whether it reaches the bar."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Any

from courant_bench.machine import described


class Bar(StrEnum):
    """How a figure is judged: by ours over the peer's, or by ours alone."""

    RATIO_AT_LEAST = "x or more"
    RATIO_AT_MOST = "x or less"
    AT_MOST = "or less"
    AT_LEAST = "or more"
    NONE = "for information"


ABSOLUTE = (Bar.AT_MOST, Bar.AT_LEAST)
"""Bars of our figure alone."""
LOW = (Bar.RATIO_AT_LEAST, Bar.AT_LEAST)
"""Bars that a high figure reaches."""


#: The figures of each side's turns: "ours", "peer" and, in some measures, "floor".
Turns = Mapping[str, Sequence[float]]


@dataclass(frozen=True)
class Row:
    """One figure: `ours` and `peer` in `unit`; `limit` is the bar, and `note` explains the figure.

    `our_turns` and `peer_turns` are the figures of the turns of which it is the median. `floor` is what the way that
    our side takes costs if nothing else is done on it.
    """

    measure: str
    unit: str
    ours: float | None
    peer: float | None = None
    bar: Bar = Bar.NONE
    limit: float = 0.0
    note: str = ""
    our_turns: Sequence[float] = ()
    peer_turns: Sequence[float] = ()
    floor: float | None = None

    @classmethod
    def of_turns(
        cls, measure: str, unit: str, turns: Turns, bar: Bar = Bar.NONE, limit: float = 0.0, note: str = ""
    ) -> "Row":
        """Return the row of the medians of each side's turns; a side without turns has no figure."""
        ours, peer = (tuple(turns.get(side, ())) for side in ("ours", "peer"))
        middles = (median(figures) if figures else None for figures in (ours, peer, turns.get("floor", ())))
        our_middle, peer_middle, floor = middles
        return cls(measure, unit, our_middle, peer_middle, bar, limit, note, ours, peer, floor)

    @classmethod
    def from_written(cls, plain: dict[str, Any]) -> "Row":
        """Return the row that `as_written` described."""
        kept = {name: value for name, value in plain.items() if name in {field.name for field in fields(cls)}}
        turns = {name: tuple(kept[name]) for name in ("our_turns", "peer_turns")}
        return cls(**{**kept, **turns, "bar": Bar(kept["bar"])})

    def as_written(self) -> dict[str, object]:
        """Return the row as plain values, including derived ones."""
        return {**asdict(self), "ratio": self.ratio, "reached": self.reached}

    @property
    def ratio(self) -> float | None:
        """Ours divided by the peer's, if there is a peer."""
        return self.ours / self.peer if self.ours is not None and self.peer else None

    @property
    def judged(self) -> float | None:
        """The value to compare with the bar."""
        return self.ours if self.bar in ABSOLUTE else self.ratio

    @property
    def reached(self) -> bool | None:
        """Whether it reaches the bar; None if there is no bar or no figure."""
        if self.bar is Bar.NONE or self.judged is None:
            return None
        return self.judged >= self.limit if self.bar in LOW else self.judged <= self.limit

    @property
    def verdict(self) -> str:
        """Yes or no, and by how much."""
        if self.unit == "failed":
            return "NO: it failed"
        if self.bar is Bar.NONE:
            return ""
        if self.judged is None:
            return "not measured"
        high, low = max(self.judged, self.limit), min(self.judged, self.limit)
        by = f"{high / low:.2f} x" if low else "far"
        return f"yes, by {by}" if self.reached else f"NO, by {by}"


HEAD = ("measure", "ours", "peer", "floor", "ratio", "bar", "reached")
FLOOR = HEAD.index("floor")


def table(rows: Sequence[Row]) -> str:
    """Return the rows as aligned text, with the notes below."""
    lines = [HEAD, *[_cells(row) for row in rows]]
    if all(row.floor is None for row in rows):
        lines = [(*line[:FLOOR], *line[FLOOR + 1 :]) for line in lines]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    text.insert(1, "  ".join("-" * width for width in widths))
    notes = [f"* {row.measure}: {row.note}" for row in rows if row.note]
    return "\n".join([*text, "", *notes])


def write(rows: Sequence[Row], directory: Path) -> Path:
    """Write the rows, with the machine, the versions and the time, to a new file and return its path."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    about = {"when": time.strftime("%FT%T%z"), **described()}
    path.write_text(json.dumps({**about, "rows": [row.as_written() for row in rows]}, indent=1) + "\n")
    return path


def _cells(row: Row) -> tuple[str, ...]:
    ratio = f"{row.ratio:.3g} x" if row.ratio is not None else ""
    figures = [_figure(value, row.unit) for value in (row.ours, row.peer, row.floor)]
    return (row.measure, *figures, ratio, _bar(row), row.verdict)


def _bar(row: Row) -> str:
    if row.bar is Bar.NONE:
        return ""
    return f"{row.limit:g} {row.unit} {row.bar}" if row.bar in ABSOLUTE else f"{row.limit:g} {row.bar}"


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f} {unit}" if abs(value) >= 1000 else f"{value:.3g} {unit}"
