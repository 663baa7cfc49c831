"""All that web does on the router: importing it registers what web answers."""

from courant_web import procedures
from courant_web.module import module

__all__ = ["module", "procedures"]
