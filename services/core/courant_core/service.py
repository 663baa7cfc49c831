"""The whole of core: importing it registers everything that core answers and renders."""

from courant_core import credentials, fragments, pages, procedures, standing, suspension
from courant_core.module import module

__all__ = ["credentials", "fragments", "module", "pages", "procedures", "standing", "suspension"]
