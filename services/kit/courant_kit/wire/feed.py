"""The answers from which the site builds its feeds, sitemap and front page."""

from collections.abc import Iterable
from datetime import datetime

from courant_kit.wire.payload import Payload


class FeedItem(Payload):
    """One entry of an Atom feed (RFC 4287); `path` is a path on this site, `html` the complete content.

    `id` is an IRI that never changes, whatever becomes of the entry's title, date and address, and of the site's
    address (4.2.6); without one, the entry's address is its id. `language` is as in Page.
    """

    path: str
    title: str
    html: str
    published: datetime
    updated: datetime
    author: str = ""
    tags: list[str] = []
    id: str = ""
    language: str = ""


class Feed(Payload):
    """The newest entries of a feed, newest first; `path` is the page that lists them."""

    title: str
    items: list[FeedItem]
    path: str = "/"


class SitemapRequest(Payload):
    """Requests the entries of a sitemap after the path `after`, in the order of their paths."""

    after: str = ""
    limit: int = 5000


class SitemapEntry(Payload):
    """One page in the sitemap (sitemaps.org); `pictures` are paths on this site, or addresses elsewhere.

    `translations` are as in Page.
    """

    path: str
    modified: datetime
    pictures: list[str] = []
    translations: dict[str, str] = {}


class Sitemap(Payload):
    """Public pages of a module; `more` is true if others follow the last."""

    entries: list[SitemapEntry]
    more: bool = False

    @classmethod
    def of(cls, request: SitemapRequest, found: Iterable[SitemapEntry]) -> "Sitemap":
        """The answer to a request from all entries, in any order."""
        later = sorted((one for one in found if one.path > request.after), key=lambda one: one.path)
        return cls(later[: request.limit], more=len(later) > request.limit)


class Front(Payload):
    """A module's section of the front page: HTML, which may contain live fragments."""

    html: str
