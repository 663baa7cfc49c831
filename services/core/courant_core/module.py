"""Core as a module: how it describes itself to the site."""

from courant_kit.module import Module
from courant_kit.wire.contract import Contract

from courant_core import contract
from courant_core.routes import urlpatterns

module = Module("core", "Courant", Contract.of("core", contract), urlpatterns=urlpatterns, order=0)
