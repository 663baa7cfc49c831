"""The complete service: importing it registers all handlers and renderers of core."""

from courant_core import credentials, fragments, pages, procedures, standing, suspension
from courant_core.catalogue import asking
from courant_core.importing import desk as importing
from courant_core.module import module
from courant_core.redirects import pages as redirects_pages
from courant_core.redirects import procedures as redirects
from courant_core.site import fragments as site_fragments
from courant_core.site import now
from courant_core.site import pages as site_pages
from courant_core.site import procedures as site
from courant_core.site import serving as site_assets

__all__ = [
    "asking", "credentials", "fragments", "importing", "module", "now", "pages", "procedures", "redirects",
    "redirects_pages", "site", "site_assets", "site_fragments", "site_pages", "standing", "suspension",
]  # fmt: skip
