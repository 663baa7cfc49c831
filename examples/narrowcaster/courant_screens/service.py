"""The complete service: importing these files registers what they answer and render."""

from courant_screens import editing, fragments, pages, procedures, timed
from courant_screens.module import module

__all__ = ["editing", "fragments", "module", "pages", "procedures", "timed"]
