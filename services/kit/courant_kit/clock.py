"""The clock, as versions and rate limits read it."""

import time


def microseconds() -> int:
    """Microseconds since the epoch: versions that grow over restarts (2^53 of them last until 2255)."""
    return time.time_ns() // 1000
