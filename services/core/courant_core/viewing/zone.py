"""The day on which something was read, by the site's clocks."""

from datetime import date, datetime

from courant_kit.process.environment import time_zone

ZONE = time_zone("COURANT_TIME_ZONE")


def today() -> date:
    """The site's day."""
    return datetime.now(ZONE).date()
