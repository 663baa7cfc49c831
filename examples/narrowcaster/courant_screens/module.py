"""Screens as a module: how it describes itself to the site."""

from courant_kit import Contract, MenuEntry, Module, Uploads

from courant_screens import contract
from courant_screens.programs import places
from courant_screens.routes import urlpatterns

module = Module(
    "screens",
    "Screens",
    Contract.of("screens", contract),
    urlpatterns=urlpatterns,
    menu=[MenuEntry(title="Screens", url="/screens/", icon="image", order=90)],
    uploads=Uploads(contract.UPLOADS, places),
    order=90,
    version="0.1.0",
)
