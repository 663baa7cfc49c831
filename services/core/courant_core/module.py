"""Core as a module: how it describes itself to the site."""

from courant_kit.module import Module
from courant_kit.wire.contract import Contract
from courant_kit.wire.manifest import MenuEntry

from courant_core import contract
from courant_core.routes import urlpatterns

module = Module(
    "core",
    "Courant",
    Contract.of("core", contract),
    urlpatterns=urlpatterns,
    menu=[MenuEntry(title="Statistics", url="/statistics/", icon="eye", order=95, role="editor")],
    order=0,
)
