"""A page call in a small and a large blog."""

import random
import time
from collections.abc import Callable
from statistics import median

WARM = 20  # calls before it counts

Call = Callable[[], object]


def medians(small: Call, large: Call, times: int) -> tuple[float, float]:
    """Return the median seconds of both calls, made in turn so that other load affects both."""
    for _ in range(WARM):
        small()
        large()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        order = [(small, taken[0]), (large, taken[1])]
        random.shuffle(order)
        for call, found in order:
            start = time.perf_counter()
            call()
            found.append(time.perf_counter() - start)
    return median(taken[0]), median(taken[1])
