"""Answers over HTTP that are older than a save which its writer has been told of."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Answer(NamedTuple):
    """When a reader asked (seconds), and the number of the newest save in the answer; -1 if there is none."""

    asked: float
    newest: int


def lateness(acknowledged: Sequence[float], answers: Sequence[Answer]) -> list[float]:
    """For each answer without a save that was acknowledged before it was asked for: how long before (seconds).

    `acknowledged` has the moment of each save, by number and in order. If several are missing, the first counts.
    """
    missing = [one for one in answers if one.newest + 1 < bisect_left(acknowledged, one.asked)]
    return [one.asked - acknowledged[one.newest + 1] for one in missing]
