"""When a delivery is tried again, and when an endpoint is given up. Pure."""

from datetime import timedelta

PAUSES = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds before each further try, as the Standard Webhooks specification proposes: three days in all."""

JITTER = 0.2
"""The part of a pause that is chance, so that what failed together does not come back together."""

GIVEN_UP = timedelta(days=5)
"""An endpoint is disabled when it has failed for so long without one success."""


def next_pause(tries: int, chance: float) -> float | None:
    """Seconds until the next try after so many; None after the last. `chance` is between 0 and 1."""
    if tries > len(PAUSES):
        return None
    return PAUSES[tries - 1] * (1 - JITTER + 2 * JITTER * chance)
