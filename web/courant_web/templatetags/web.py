"""Template tags of the shell."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from courant_kit.wire.manifest import FeedEntry
from courant_kit.wire.page import Page
from django import template
from django.contrib.messages.storage.base import Message
from django.utils.safestring import SafeString, mark_safe

from courant_web.environment import configured
from courant_web.pages import shell, undoing
from courant_web.pages.picture import Picture, picture
from courant_web.pages.structured import structured as json_ld
from courant_web.site import site
from courant_web.upstream.state import assets

register = template.Library()

FORMS = (("application/atom+xml", ""), ("application/rss+xml", "rss/"), ("application/feed+json", "json/"))
"""The formats of feeds, and where each is below a feed's path."""


class Alternate(NamedTuple):
    """A link in the head to a feed: its media type, its path, and a title or ""."""

    kind: str
    path: str
    title: str


@register.simple_tag
def asset(*names: str) -> str:
    """The address of the first of these static files that exists, or ""."""
    return assets.url(*names)


@register.filter
def absolute(path: str) -> str:
    """The absolute address of a path on this site."""
    return shell.absolute(path)


@register.filter
def structured(page: Page) -> SafeString:
    """What the page is, as JSON-LD."""
    # `structured` escapes what could end the element.
    return mark_safe(json_ld(page, site.name, configured().site_url))  # noqa: S308


@register.simple_tag
def preview(page: Page) -> Picture | None:
    """The picture with which previews of links show the page."""
    return picture(page, site.name)


@register.simple_tag
def alternates(page: Page, feeds: Iterable[FeedEntry]) -> list[Alternate]:
    """The feeds that the head of the page names, in each of their formats: its own, or those of all modules."""
    named = [("", page.feed)] if page.feed else [(feed.title, feed.path) for feed in feeds]
    return [Alternate(kind, f"{path}{below}", title) for title, path in named for kind, below in FORMS]


@register.inclusion_tag("undo.html")
def undo(message: Message) -> dict[str, Any]:
    """The form that reverts what a notice reports, if it can be reverted."""
    return {"undo": undoing.of(message.extra_tags)}


@register.filter
def rendered(html: str) -> SafeString:
    """HTML rendered by one of our services, unchanged."""
    return mark_safe(html)  # noqa: S308 - a module escapes and sanitizes what people wrote before it answers
