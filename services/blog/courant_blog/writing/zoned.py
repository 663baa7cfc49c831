"""Learns the site's time zone when the blog joins, and whenever an administrator changes it."""

from zoneinfo import ZoneInfo

from courant_kit import site_settings
from courant_kit.process.environment import known_zone

from courant_blog.module import module
from courant_blog.writing.scheduling import clock
from courant_blog.zone import clocks


def adopt(name: object) -> None:
    """Schedule by the clocks of this zone from now on; a name that this machine does not know changes nothing."""
    zone: ZoneInfo | None = known_zone(name)
    if zone is not None and zone.key != clocks.zone.key:
        clocks.zone = zone
        clock.begin_again()


site_settings.follow(module, lambda shown: adopt(shown.get("time_zone")))
