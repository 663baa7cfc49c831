"""Web's module with all its procedures and its fragment: importing this registers them."""

from courant_web import fragments, procedures
from courant_web.module import module

__all__ = ["fragments", "module", "procedures"]
