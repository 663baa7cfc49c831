"""Template tags that every service's templates can use without loading them."""

import re
from datetime import UTC, date, datetime

from django import template
from django.template.base import Parser, TextNode, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from courant_kit.calls.caller import PEOPLE, Caller, Role
from courant_kit.content import avatar as avatars
from courant_kit.content.icons import icon as icon_markup
from courant_kit.content.prose import direction as directions
from courant_kit.wire import declared
from courant_kit.wire.contract import Procedure, admits
from courant_kit.words import day_in_words

register = template.Library()
_QUOTED = re.compile(r"""(["'])[^"']*\1""")


@register.simple_tag
def when(moment: datetime | date, day: date | None = None) -> SafeString:
    """A moment or a day as `<time>`, which says the date: of `day`, its author's, or else of the moment in UTC.

    In the first week after a moment, the browser's client says how long ago it was (“3 minutes ago”). The tooltip says
    the time of the moment, in UTC too. A day without a time is the same day for every reader.
    """
    if not isinstance(moment, datetime):
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(), day_in_words(day or moment))
    here = moment.astimezone(UTC)
    title = f"{day_in_words(here)}, {here:%H:%M} UTC"
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), title, day_in_words(day or here))


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


@register.filter
def direction(text: str | None) -> str:
    """The direction of an element that has this text and nothing else, for `dir`: `{{ text|direction }}`."""
    return directions.of(text or "")


@register.simple_tag
def avatar(name: str) -> SafeString:
    """A name's initials on its colour, to show beside the name: `{% avatar name %}`."""
    return format_html(
        '<span class="avatar" data-hue="{}" aria-hidden="true">{}</span>', avatars.hue(name), avatars.initials(name)
    )


@register.tag
def call(parser: Parser, token: Token) -> TextNode:
    """The attributes of a form or button that calls a procedure of this module: `<form {% call "post.delete" %}>`.

    A form whose call changes something is marked `data-once`: it may be sent again with the same `idempotency_key`.

    If the contract does not have the procedure, loading the template raises TemplateSyntaxError.
    """
    return TextNode(attributes_of(_named(token)))


@register.tag
def procedure(parser: Parser, token: Token) -> TextNode:
    """The URI of a procedure of this module, as an attribute: `data-preview="{% procedure "post.preview" %}"`.

    Raises TemplateSyntaxError as `call` does.
    """
    return TextNode(_named(token).uri)


@register.tag
def may_call(parser: Parser, token: Token) -> TextNode:
    """The attribute that shows an element only to people who may call a procedure: `<a {% may_call "page.save" %}>`.

    Raises TemplateSyntaxError as `call` does.
    """
    who = _named(token).who
    least = next((role for role in PEOPLE if admits(who, Caller(role))), Role.ADMIN)
    return TextNode(f'data-role="{least}"')


def attributes_of(procedure: Procedure) -> str:
    """The attributes of a form that calls a procedure."""
    uri = procedure.uri  # a URI has only letters, digits, _ and dots: nothing to escape
    if procedure.writes:
        return f'data-call="{uri}" data-once action="/call/{uri}/?once" method="post"'
    return f'data-call="{uri}" action="/call/{uri}/" method="post"'


def quoted(token: Token, word: str) -> Procedure:
    """The procedure that a tag names in quotes; raises TemplateSyntaxError if there is none."""
    if not _QUOTED.fullmatch(word):
        tag = token.contents.split()[0]
        raise template.TemplateSyntaxError(f'{{% {tag} %}} needs one name in quotes: {{% {tag} "post.save" %}}')
    try:
        return declared.procedure_named(word[1:-1])
    except LookupError as error:
        raise template.TemplateSyntaxError(f"{{% {token.contents} %}}: {error}") from error


def _named(token: Token) -> Procedure:
    _, *words = token.split_contents()
    return quoted(token, words[0] if len(words) == 1 else "")
