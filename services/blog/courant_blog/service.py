"""The complete service: importing it registers all handlers and renderers with the module."""

from courant_blog import copies, documents, fragments, pages, procedures, syndication
from courant_blog.module import module
from courant_blog.writing import together

__all__ = ["copies", "documents", "fragments", "module", "pages", "procedures", "syndication", "together"]
