"""The complete service: importing it registers all handlers and renderers with the module."""

from courant_blog import documents, fragments, pages, procedures, syndication
from courant_blog.discussion import deciding, showing
from courant_blog.module import module
from courant_blog.writing import together

__all__ = ["deciding", "documents", "fragments", "module", "pages", "procedures", "showing", "syndication", "together"]
