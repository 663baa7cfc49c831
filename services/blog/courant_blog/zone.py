"""The site's time zone: that of the environment, until the site's settings name another one."""

from zoneinfo import ZoneInfo

from courant_kit.process.environment import time_zone


class Clocks:
    """The time zone by whose clocks posts are scheduled; an IANA name, UTC if none is set."""

    zone: ZoneInfo = time_zone("COURANT_TIME_ZONE")


clocks = Clocks()


def zone() -> ZoneInfo:
    """The site's time zone now."""
    return clocks.zone
