"""The complete service: importing it registers all handlers and renderers of core."""

from courant_core import credentials, fragments, pages, procedures, standing, suspension
from courant_core.catalogue import asking
from courant_core.module import module
from courant_core.viewing import clicking, showing

__all__ = [
    "asking",
    "clicking",
    "credentials",
    "fragments",
    "module",
    "pages",
    "procedures",
    "showing",
    "standing",
    "suspension",
]
