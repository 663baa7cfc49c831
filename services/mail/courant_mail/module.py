"""The mail as a module: how it describes itself to the site."""

from courant_kit.module import Module
from courant_kit.wire.contract import Contract
from courant_kit.wire.manifest import MenuEntry
from courant_kit.words import marked

from courant_mail import contract
from courant_mail.routes import urlpatterns
from courant_mail.sending.server import SERVER

module = Module(
    "mail",
    marked("Mail"),
    Contract.of("mail", contract),
    urlpatterns=urlpatterns,
    menu=[MenuEntry(title="Newsletter", url="/mail/", icon="inbox", order=95)] if SERVER else [],
    styles=["mail.css"],
    order=95,
)
