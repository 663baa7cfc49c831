"""Web's module with all its procedures: importing this registers them."""

from courant_web import procedures
from courant_web.module import module

__all__ = ["module", "procedures"]
