"""Other addresses of a WordPress site than those of its posts (no I/O): numbers, lists, feeds, attachments."""

from collections.abc import Iterator
from urllib.parse import quote, unquote

from courant_kit.content import locations
from courant_kit.content.slugs import slug

from courant_cli.imports.batch import Lead
from courant_cli.imports.sources.wordpress.items import Item
from courant_cli.imports.sources.wordpress.old import path_of

NO_TAG = frozenset({"uncategorized"})
"""The category of posts that have none, in lower case."""

_KINDS = {"category": "category", "post_tag": "tag"}
_FEEDS = {"feed/": "feed/", "feed/atom/": "feed/", "feed/rss2/": "feed/", "comments/feed/": "comments/feed/",
          "?feed=rss2": "feed/", "?feed=atom": "feed/"}  # fmt: skip


def of_item(item: Item, file: str, site: str) -> Iterator[Lead]:
    """The short addresses of a post or a page, and those of its feed."""
    top = _top(site)
    for key in ("p", "page_id"):
        yield Lead(f"{top}?{key}={item.number}", file)
    if item.kind == "post" and (path := path_of(item.link)):
        yield Lead(f"/{quote(path)}/feed/", file, end="feed/")


def of_lists(item: Item, author: str, site: str) -> Iterator[Lead]:
    """The lists that had a post: those of its categories and tags, and of its author."""
    top = _top(site)
    for kind, words, name in item.terms:
        if kind == "category" and words.casefold() in NO_TAG:
            yield from _list(f"{top}category/{name}/", "/blog/")
        elif kind in _KINDS and name and (there := slug(words, latin=True)):
            yield from _list(f"{top}{_KINDS[kind]}/{name}/", f"/blog/tag/{quote(there)}/")
    login = "-".join(item.creator.lower().split())
    if login and (there := slug(author, latin=True)):
        yield from _list(f"{top}author/{quote(login)}/", f"/blog/authors/{quote(there)}/")


def of_attachment(item: Item, site: str) -> Iterator[tuple[str, str]]:
    """The addresses of the page of an attachment, each with the number of the post that it belongs to."""
    if item.parent.isdigit() and item.parent != "0":
        yield f"{_top(site)}?attachment_id={item.number}", item.parent
        if path := path_of(item.link):
            yield f"/{quote(path)}/", item.parent


def of_feeds(site: str) -> Iterator[Lead]:
    """The feeds of the site; a site at the top of its host had one where this site has its own."""
    top = _top(site)
    for old, new in _FEEDS.items():
        if top != "/" or old != "feed/":
            yield Lead(f"{top}{old}", target=f"/blog/{new}")


def _list(old: str, new: str) -> Iterator[Lead]:
    yield Lead(old, target=new)
    yield Lead(f"{old}feed/", target=f"{new}feed/")


def _top(site: str) -> str:
    path = quote(unquote(locations.parts(site).path).strip("/"))
    return f"/{path}/" if path else "/"
