"""The wiki as a module: what it says of itself when it joins; the other files add what it answers and renders."""

from courant_kit.module import Module
from courant_kit.wire.contract import Contract
from courant_kit.wire.manifest import FeedEntry, MenuEntry

from courant_wiki import contract
from courant_wiki.routes import urlpatterns

module = Module(
    "wiki",
    "Wiki",
    Contract.of("wiki", contract),
    urlpatterns=urlpatterns,
    menu=[MenuEntry(title="Wiki", url="/wiki/", icon="book-open", order=20)],
    feeds=[FeedEntry(path="/wiki/feed/", title="Wiki: recent changes", procedure=contract.FEED_RECENT.uri)],
    sitemap=contract.SITEMAP,
    front=contract.FRONT_LATEST,
    order=20,
)
