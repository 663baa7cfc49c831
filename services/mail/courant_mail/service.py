"""The complete service: importing it registers all handlers and renderers with the module."""

from courant_mail import editing, fragments, pages, procedures
from courant_mail.hearing import events
from courant_mail.module import module
from courant_mail.sending import despatch

__all__ = ["despatch", "editing", "events", "fragments", "module", "pages", "procedures"]
