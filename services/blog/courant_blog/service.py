"""The complete service: importing it registers all handlers and renderers with the module."""

from courant_blog import documents, fragments, moved, pages, procedures, syndication
from courant_blog.module import module
from courant_blog.writing import scheduling, together

__all__ = ["documents", "fragments", "module", "moved", "pages", "procedures", "scheduling", "syndication", "together"]
