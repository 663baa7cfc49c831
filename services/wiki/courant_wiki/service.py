"""The complete service: importing it registers all handlers and renderers with the module."""

from courant_wiki import fragments, listing, pages, procedures, syndication
from courant_wiki.module import module

__all__ = ["fragments", "listing", "module", "pages", "procedures", "syndication"]
