"""The settings of the site, as core last reported them; those of the environment until then."""

from html import escape
from typing import Any

import msgspec

from courant_web.upstream.menu import Copies

SHOW = "courant.core.site.show"


class Site(msgspec.Struct):
    """What web needs of the settings: docs/how-to/site-settings.md describes them; `ground` is the page's colour."""

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


class Draft(Site, kw_only=True):
    """Settings that an administrator looks at before saving them, with what the shell shows of them (trusted HTML)."""

    key: str = ""
    brand: str
    menu_html: str
    footer_html: str

    def copies(self) -> Copies:
        """The fragments of the shell as the draft has them."""
        made = Copies()
        made.brand.html, made.menu.html, made.footer.html = self.brand, self.menu_html, self.footer_html
        made.look.html = "".join(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in self.sheets)
        return made
