"""The complete service: importing it registers all handlers and renderers of core."""

from courant_core import credentials, fragments, pages, procedures, standing, suspension
from courant_core.catalogue import asking
from courant_core.module import module
from courant_core.redirects import procedures as redirects

__all__ = ["asking", "credentials", "fragments", "module", "pages", "procedures", "redirects", "standing", "suspension"]
