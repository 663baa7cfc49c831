"""JSON Feed 1.1 (jsonfeed.org)."""

import json
from typing import Any

from courant_kit.wire.feed import Feed, FeedItem

from courant_web.pages.shell import absolute
from courant_web.programs.feeds.content import alone, language, title_of

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, path: str, hub: str = "") -> str:
    """The feed as a JSON Feed; `path` is that of its Atom form, below which this is at `json/`. `hub` is for WebSub."""
    written = {
        "version": VERSION, "title": title_of(feed),
        "home_page_url": absolute(feed.path), "feed_url": absolute(f"{path}json/"), "language": language(),
        **({"hubs": [{"type": "WebSub", "url": hub}]} if hub else {}),
        "items": [_item(item) for item in feed.items],
    }  # fmt: skip
    return json.dumps(written, ensure_ascii=False)


def _item(item: FeedItem) -> dict[str, Any]:
    link = absolute(item.path)
    written = {
        "id": item.id or link, "url": link, "title": item.title, "content_html": alone(item.html, link),
        "date_published": item.published.isoformat(), "date_modified": item.updated.isoformat(), "tags": item.tags,
    }  # fmt: skip
    if item.language:
        written["language"] = item.language
    return {**written, "authors": [{"name": item.author}]} if item.author else written
