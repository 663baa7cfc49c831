"""The site of the letters: as the environment names it, until the site's settings say otherwise."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from courant_kit import site_settings
from courant_kit.process.environment import known_zone, load, time_zone

from courant_mail.letters.drafts import Site
from courant_mail.module import module

_settings = load("mail")


class Now:
    """The site's name and address, and the time zone of its clocks."""

    site: Site = Site(_settings.site_name, _settings.site_url)
    zone: ZoneInfo = time_zone("COURANT_TIME_ZONE")


now = Now()


def adopt(shown: Mapping[str, Any]) -> None:
    """Take over what letters need of the site's settings; what is not usable changes nothing."""
    name, zone = shown.get("name"), known_zone(shown.get("time_zone"))
    if isinstance(name, str) and name:
        now.site = Site(name, now.site.address)
    now.zone = zone or now.zone


site_settings.follow(module, adopt)
