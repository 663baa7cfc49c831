"""The wiki as a module: how it describes itself when it joins. Other files register its handlers and renderers."""

from courant_kit.live.audience import EVERYBODY
from courant_kit.media.terms import Uploads
from courant_kit.module import Module
from courant_kit.wire.contract import Contract
from courant_kit.wire.manifest import FeedEntry, MenuEntry

from courant_wiki import contract
from courant_wiki.reading.places import places
from courant_wiki.routes import urlpatterns
from courant_wiki.rules import READERS

FEED_PATH = "/wiki/feed/"

PUBLIC = READERS == EVERYBODY
"""Whether the wiki contributes to the site's feeds, sitemap and front page, which are for everybody."""

module = Module(
    "wiki",
    "Wiki",
    Contract.of("wiki", contract),
    urlpatterns=urlpatterns,
    menu=[MenuEntry(title="Wiki", url="/wiki/", icon="book-open", order=20)],
    feeds=[FeedEntry(FEED_PATH, "Wiki: recent changes", contract.FEED.uri)] if PUBLIC else [],
    sitemap=contract.SITEMAP if PUBLIC else None,
    front=contract.FRONT if PUBLIC else None,
    moved=contract.PAGE_OLD,
    documents=contract.DOCUMENTS,
    order=20,
    readers=READERS,
    uploads=Uploads(contract.UPLOADS, places),
)
