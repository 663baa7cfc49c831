"""The blog as a module: how it describes itself to the site."""

from courant_kit.media.terms import Uploads
from courant_kit.module import Module
from courant_kit.wire.contract import Contract
from courant_kit.wire.manifest import FeedEntry, MenuEntry

from courant_blog import contract
from courant_blog.reading.places import places
from courant_blog.routes import feed_urlpatterns, urlpatterns

FEED_PATH = "/blog/feed/"

module = Module(
    "blog",
    "Blog",
    Contract.of("blog", contract),
    urlpatterns=urlpatterns,
    menu=[MenuEntry(title="Blog", url="/blog/", icon="newspaper", order=10)],
    feeds=[FeedEntry(path=FEED_PATH, title="Blog", procedure=contract.FEED.uri)],
    feed_urlpatterns=feed_urlpatterns,
    sitemap=contract.SITEMAP,
    front=contract.FRONT,
    moved=contract.PAGE_OLD,
    documents=contract.DOCUMENTS,
    order=10,
    uploads=Uploads(contract.UPLOADS, places),
)
