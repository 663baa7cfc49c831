"""The whole service: what answers and renders registers itself with the module when it is imported."""

from courant_blog import feeds, fragments, pages, procedures
from courant_blog.module import module

__all__ = ["feeds", "fragments", "module", "pages", "procedures"]
