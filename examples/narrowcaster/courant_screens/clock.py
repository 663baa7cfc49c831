"""What time it is: the one place that asks, so that a test can move the clock."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONE = ZoneInfo(os.environ.get("SCREENS_TIME_ZONE") or "UTC")
"""The time zone of the clocks in the hallway: `SCREENS_TIME_ZONE`, such as `Europe/Berlin`."""


def now() -> datetime:
    """The present moment, in UTC."""
    return timezone.now()


def local() -> datetime:
    """What a clock in the hallway shows."""
    return now().astimezone(ZONE)


def milliseconds(moment: datetime) -> int:
    """A moment as JavaScript counts it."""
    return round(moment.timestamp() * 1000)
