"""The tags `translate` and `blocktranslate` where a site has one language: as fast as if the words were not marked.

A template then has the English words as its text, and none is looked up while it is drawn. With more languages
(`USE_I18N`), the tags are Django's.
"""

from typing import Any

from django import template
from django.conf import settings
from django.template.base import (
    FilterExpression,
    Node,
    Parser,
    TextNode,
    Token,
    TokenType,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.templatetags.i18n import BlockTranslateNode, do_block_translate, do_translate
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Django's tag, or the words themselves."""
    node: Any = do_translate(parser, token)
    if settings.USE_I18N or node.asvar or node.message_context:
        return node  # type: ignore[no-any-return]
    expression = node.filter_expression
    literal = getattr(expression.var, "literal", None)
    return VariableNode(expression) if literal is None or expression.filters else TextNode(literal)


@register.tag("blocktranslate")
def blocktranslate(parser: Parser, token: Token) -> Node:
    """Django's tag, or the words with what is put into them."""
    node: Any = do_block_translate(parser, token)
    if settings.USE_I18N or node.asvar or node.message_context or node.trimmed:
        return node  # type: ignore[no-any-return]
    return English(node, parser)


class English(Node):
    """The words of a message, for one thing and for many."""

    def __init__(self, node: BlockTranslateNode, parser: Parser) -> None:
        self._counter: FilterExpression | None = node.counter
        self._inside = {**node.extra_context, **({node.countervar: node.counter} if node.countervar else {})}
        self._one = self._drawn(node.singular, parser)
        self._many = self._drawn(node.plural, parser)

    def render(self, context: Context) -> SafeString:
        """The words."""
        many = self._counter is not None and self._counter.resolve(context) != 1
        parts = self._many if many else self._one
        said = [
            one if isinstance(one, str) else render_value_in_context(one.resolve(context), context) for one in parts
        ]
        return mark_safe("".join(said))  # noqa: S308 - the words are the template's, and values are escaped above

    def _drawn(self, tokens: list[Token] | None, parser: Parser) -> list[str | FilterExpression]:
        return [self._part(token, parser) for token in tokens or ()]

    def _part(self, token: Token, parser: Parser) -> str | FilterExpression:
        if token.token_type == TokenType.TEXT:
            return token.contents
        return self._inside.get(token.contents) or parser.compile_filter(token.contents)
