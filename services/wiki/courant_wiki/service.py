"""The complete service: importing it registers all handlers and renderers with the module."""

from courant_wiki import copies, documents, fragments, listing, pages, procedures, syncs, syndication
from courant_wiki.module import module
from courant_wiki.writing import together

__all__ = [
    "copies",
    "documents",
    "fragments",
    "listing",
    "module",
    "pages",
    "procedures",
    "syncs",
    "syndication",
    "together",
]
