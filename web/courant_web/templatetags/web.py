"""Template tags of the shell."""

from collections.abc import Iterable
from typing import Any

from courant_kit.wire.manifest import FeedEntry
from courant_kit.wire.page import Page
from django import template
from django.contrib.messages.storage.base import Message
from django.utils.safestring import SafeString, mark_safe

from courant_web.environment import configured
from courant_web.pages import frame, head, shell, undoing
from courant_web.upstream.state import assets

register = template.Library()


class Kept(template.Node):
    """A part of the shell that is drawn once for each state of the site; in a preview, whenever it is shown."""

    def __init__(self, nodes: template.NodeList) -> None:
        self.nodelist, self._part = nodes, frame.Part()

    def render(self, context: template.Context) -> SafeString:
        """The part, without white space added or removed."""

        def draw() -> SafeString:
            return self.nodelist.render(context.new(frame.allowed(context)))

        state = context.get(frame.STATE)
        return draw() if state is None else mark_safe(self._part.drawn(state, draw))  # noqa: S308 - the template's own


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> Kept:
    """`{% kept %}…{% endkept %}`: a part of the shell that depends on the site alone."""
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodes)


@register.simple_tag
def asset(*names: str) -> str:
    """The address of the first of these static files that exists, or ""."""
    return assets.url(*names)


@register.filter
def absolute(path: str) -> str:
    """The absolute address of a path on this site."""
    return shell.absolute(path)


@register.simple_tag
def described(page: Page, name: str, feeds: Iterable[FeedEntry]) -> SafeString:
    """What the head says of the page to programs, a line for each element; `name` is the site's."""
    # It escapes what it is given.
    return mark_safe(head.described(page, name, configured().site_url, feeds))  # noqa: S308


@register.inclusion_tag("undo.html")
def undo(message: Message) -> dict[str, Any]:
    """The form that reverts what a notice reports, if it can be reverted."""
    return {"undo": undoing.of(message.extra_tags)}


@register.filter
def rendered(html: str) -> SafeString:
    """HTML rendered by one of our services, unchanged."""
    return mark_safe(html)  # noqa: S308 - a module escapes and sanitizes what people wrote before it answers
