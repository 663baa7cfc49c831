"""Template tags that every service's templates have."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from courant_kit.content import avatar as avatars
from courant_kit.content.icons import icon as icon_markup

register = template.Library()


@register.simple_tag
def when(moment: datetime) -> SafeString:
    """A moment as `<time>`: the date in UTC for readers without scripts, put into the reader's zone by the browser."""
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), f"{moment:%-d %B %Y}")


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon `name` of the shell's sprite: `{% icon "pencil" %}`."""
    return icon_markup(name)


@register.filter
def initials(name: str) -> str:
    """A name's initials: `{{ name|initials }}`."""
    return avatars.initials(name)


@register.filter
def hue(name: str) -> int:
    """A name's colour, for `data-hue`: `{{ name|hue }}`."""
    return avatars.hue(name)


@register.simple_tag
def avatar(name: str) -> SafeString:
    """A name's initials in its colour, beside the name itself: `{% avatar name %}`."""
    return format_html(
        '<span class="avatar" data-hue="{}" aria-hidden="true">{}</span>', avatars.hue(name), avatars.initials(name)
    )
