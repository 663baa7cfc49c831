"""The wiki as a module: what it says of itself when it joins; the other files add what it answers and renders."""

from courant_kit.live.audience import EVERYBODY
from courant_kit.module import Module
from courant_kit.wire.contract import Contract
from courant_kit.wire.manifest import FeedEntry, MenuEntry

from courant_wiki import contract
from courant_wiki.routes import urlpatterns
from courant_wiki.rules import READERS

FEED_PATH = "/wiki/feed/"

PUBLIC = READERS == EVERYBODY
"""Whether feeds, sitemap and front page, which the site makes for everybody, have a part of the wiki."""

module = Module(
    "wiki",
    "Wiki",
    Contract.of("wiki", contract),
    urlpatterns=urlpatterns,
    menu=[MenuEntry(title="Wiki", url="/wiki/", icon="book-open", order=20)],
    feeds=[FeedEntry(FEED_PATH, "Wiki: recent changes", contract.FEED.uri)] if PUBLIC else [],
    sitemap=contract.SITEMAP if PUBLIC else None,
    front=contract.FRONT if PUBLIC else None,
    order=20,
    readers=READERS,
)
