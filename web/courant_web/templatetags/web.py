"""Template tags of the shell."""

from typing import Any

from courant_kit.wire.page import Page
from django import template
from django.contrib.messages.storage.base import Message
from django.utils.safestring import SafeString, mark_safe

from courant_web.environment import configured
from courant_web.pages import shell, undoing
from courant_web.pages.structured import structured as json_ld
from courant_web.site import site
from courant_web.upstream.state import assets

register = template.Library()


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


@register.inclusion_tag("undo.html")
def undo(message: Message) -> dict[str, Any]:
    """The form that reverts what a notice reports, if it can be reverted."""
    return {"undo": undoing.of(message.extra_tags)}


@register.filter
def rendered(html: str) -> SafeString:
    """HTML rendered by one of our services, unchanged."""
    return mark_safe(html)  # noqa: S308 - a module escapes and sanitizes what people wrote before it answers
