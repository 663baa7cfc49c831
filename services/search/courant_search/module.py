"""The search as a module: how it describes itself to the site."""

from courant_kit.module import Module
from courant_kit.wire.contract import Contract
from courant_kit.wire.manifest import MenuEntry

from courant_search import contract
from courant_search.routes import urlpatterns

module = Module(
    "search",
    "Search",
    Contract.of("search", contract),
    urlpatterns=urlpatterns,
    menu=[MenuEntry(title="Search", url="/search/", icon="search", order=90)],
    order=90,
)
