"""The whole wiki: the module with everything it answers and renders."""

from courant_wiki import feeds, fragments, importing, pages, procedures, saving
from courant_wiki.module import module

__all__ = ["feeds", "fragments", "importing", "module", "pages", "procedures", "saving"]
