"""The settings of the site, as core last reported them; those of the environment until then."""

from typing import Any

import msgspec

from courant_web.environment import configured


class Site(msgspec.Struct):
    """What web needs of the settings, each of which `docs/how-to/site-settings.md` describes.

    `ground` and `ground_dark` are the colours of the page, and `sheets` the addresses of style sheets.
    """

    name: str
    tagline: str = ""
    time_zone: str = "UTC"
    logo: str = ""
    ground: str = ""
    ground_dark: str = ""
    sheets: list[str] = []
    not_found_html: str = ""

    def load(self, shown: Any) -> None:
        """Replace the settings with those that core shows; raises msgspec.ValidationError if they are malformed."""
        found = msgspec.convert(shown, Site)
        for field in self.__struct_fields__:
            setattr(self, field, getattr(found, field))


site = Site(configured().service.site_name)
