"""The site's time zone."""

from courant_kit.process.environment import time_zone

ZONE = time_zone("COURANT_TIME_ZONE")
"""The time zone by whose clocks posts are scheduled; an IANA name, UTC if it is not set."""
