"""Settings of the site that an administrator looks at before saving them."""

from html import escape

from courant_web.site import Site
from courant_web.upstream.menu import Copies


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
