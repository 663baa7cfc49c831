"""The complete service: importing it registers all handlers and renderers with the module."""

from courant_blog import copies, documents, fragments, moved, pages, procedures, syndication
from courant_blog.discussion import deciding, showing
from courant_blog.module import module
from courant_blog.writing import scheduling, together, zoned

__all__ = [
    "copies", "deciding", "documents", "fragments", "module", "moved", "pages", "procedures", "scheduling", "showing",
    "syndication", "together", "zoned",
]  # fmt: skip
