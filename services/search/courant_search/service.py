"""The complete service: importing it registers all handlers and renderers with the module."""

from courant_search import following, pages, procedures
from courant_search.module import module

__all__ = ["following", "module", "pages", "procedures"]
