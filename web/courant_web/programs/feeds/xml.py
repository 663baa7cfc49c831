"""Atom (RFC 4287) and RSS 2.0, by Django's generators, with the complete content of each entry."""

from typing import Any

from courant_kit.wire.feed import Feed
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from courant_web.pages.shell import absolute
from courant_web.programs.feeds.content import alone, for_xml, language, title_of
from courant_web.site import site

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class _Atom(Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:base": self.feed["link"]}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.feed["hub"]})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        own = {"xml:lang": item["language"]} if item["language"] else {}
        return {**super().item_attributes(item), **own}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("content", item["content"], {"type": "html", "xml:base": item["link"]})


class _Rss(Rss201rev2Feed):
    """RSS with the complete content in `content:encoded`, its author in `dc:creator` and its language in `dc:language`.

    RSS's own `author` is an address of e-mail, which nobody's text gives away here (RSS Advisory Board's profile), and
    its own `language` is of the channel only.
    """

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        if item["language"]:
            handler.addQuickElement("dc:language", item["language"], {"xmlns:dc": DUBLIN_CORE})
        handler.addQuickElement("content:encoded", item["content"])


def atom(feed: Feed, path: str, hub: str = "") -> str:
    """The feed as an Atom document; `path` is its own, by which it is known. `hub` is the address of a WebSub hub."""
    return _written(feed, _Atom(**_head(feed, path), feed_guid=absolute(path), hub=hub))


def rss(feed: Feed, path: str, hub: str = "") -> str:
    """The feed as an RSS document; `path` is that of its Atom form, below which this is at `rss/`; `hub` as above."""
    return _written(feed, _Rss(**_head(feed, f"{path}rss/"), hub=hub))


def _head(feed: Feed, path: str) -> dict[str, Any]:
    title = for_xml(title_of(feed))
    return {
        "title": title, "link": absolute(feed.path), "feed_url": absolute(path), "description": title,
        "language": language(),
    }  # fmt: skip


def _written(feed: Feed, document: SyndicationFeed) -> str:
    name = site.name
    for item in feed.items:
        link = absolute(item.path)
        document.add_item(
            for_xml(item.title), link, description="", author_name=for_xml(item.author) or name,
            pubdate=item.published, updateddate=item.updated, categories=[for_xml(tag) for tag in item.tags],
            unique_id=for_xml(item.id) or link, unique_id_is_permalink=not item.id,
            content=for_xml(alone(item.html, link)), language=for_xml(item.language),
        )  # fmt: skip
    written: str = document.writeString("utf-8")
    return written
