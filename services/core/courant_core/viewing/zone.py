"""The day on which something was read, by the site's clocks."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from courant_core.site.now import now


def today() -> date:
    """The site's day."""
    return datetime.now(ZoneInfo(now.settings.time_zone)).date()
