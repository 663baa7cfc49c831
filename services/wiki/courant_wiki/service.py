"""The whole service: what answers and renders registers itself with the module when it is imported."""

from courant_wiki import fragments, pages, procedures, syndication
from courant_wiki.module import module

__all__ = ["fragments", "module", "pages", "procedures", "syndication"]
