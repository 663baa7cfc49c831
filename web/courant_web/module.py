"""Web as a module: it has no pages and no menu entry, only procedures and events on the router."""

from courant_kit.module import Module
from courant_kit.wire.contract import Contract

from courant_web import contract

module = Module("web", "Web", Contract.of("web", contract))
