"""Builds the tree of a wikitext from the tokens of mwparserfromhell (its `parser.tokens`)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mwparserfromhell.parser import Parser, tokens

from courant_cli.imports.sources.mediawiki import tree
from courant_cli.imports.sources.mediawiki.tree import NOTHING, Code

_PARAMETER = (tokens.TemplateParamSeparator, tokens.TemplateClose)
_TAG = (tokens.TagAttrStart, tokens.TagCloseOpen, tokens.TagCloseSelfclose)


class Unknown(ValueError):
    """A token that the tree has no node for, or that ends what had not begun."""


def tokenized(text: str) -> list[Any]:
    """The tokens of a wikitext, by the library's code in C where that is there."""
    parser: Any = Parser
    return list(parser()._tokenizer.tokenize(text))  # noqa: SLF001 - it has no other name for either of its two


def built(found: Iterable[Any]) -> Code:
    """The tree of these tokens; raises Unknown."""
    return _Building(iter(found)).all()


class _Building:
    def __init__(self, found: Iterator[Any]) -> None:
        self._tokens = found

    def all(self) -> Code:
        return Code([self._node(token) for token in self._tokens])

    def _until(self, *ends: type[Any]) -> tuple[Code, Any]:
        """The nodes up to one of these tokens, and that token."""
        row: list[Any] = []
        for token in self._tokens:
            if type(token) in ends:
                return Code(row), token
            row.append(self._node(token))
        raise Unknown("the tokens end early")

    def _node(self, token: Any) -> Any:
        if type(token) is tokens.Text:
            return tree.Text(token.text)
        try:
            return _NODES[type(token)](self, token)
        except KeyError:
            raise Unknown(type(token).__name__) from None

    def template(self, _: Any) -> tree.Template:
        name, end = self._until(*_PARAMETER)
        params: list[tree.Parameter] = []
        while isinstance(end, tokens.TemplateParamSeparator):
            value, end = self._until(tokens.TemplateParamEquals, *_PARAMETER)
            if isinstance(end, tokens.TemplateParamEquals):
                key = value
                value, end = self._until(*_PARAMETER)
                params.append(tree.Parameter(key, value, showkey=True))
            else:
                number = 1 + sum(not one.showkey for one in params)
                params.append(tree.Parameter(Code([tree.Text(str(number))]), value, showkey=False))
        return tree.Template(name, params)

    def argument(self, _: Any) -> tree.Argument:
        return tree.Argument(*self._two(tokens.ArgumentSeparator, tokens.ArgumentClose))

    def wikilink(self, _: Any) -> tree.Wikilink:
        return tree.Wikilink(*self._two(tokens.WikilinkSeparator, tokens.WikilinkClose))

    def _two(self, between: type[Any], close: type[Any]) -> tuple[Code, Code | None]:
        first, end = self._until(between, close)
        return first, None if isinstance(end, close) else self._until(close)[0]

    def link(self, token: Any) -> tree.ExternalLink:
        url, end = self._until(tokens.ExternalLinkSeparator, tokens.ExternalLinkClose)
        if isinstance(end, tokens.ExternalLinkClose):
            return tree.ExternalLink(url, None, bool(token.brackets))
        title, _ = self._until(tokens.ExternalLinkClose)
        return tree.ExternalLink(url, title, bool(token.brackets), bool(end.suppress_space))

    def entity(self, _: Any) -> tree.HTMLEntity:
        value = ""
        for token in self._tokens:
            if isinstance(token, tokens.HTMLEntityEnd):
                return tree.HTMLEntity(value)
            if isinstance(token, tokens.HTMLEntityNumeric):
                value += "#"
            else:
                value += token.char if isinstance(token, tokens.HTMLEntityHex) else token.text
        raise Unknown("an entity that does not end")

    def heading(self, token: Any) -> tree.Heading:
        return tree.Heading(self._until(tokens.HeadingEnd)[0], token.level)

    def comment(self, _: Any) -> tree.Comment:
        return tree.Comment(str(self._until(tokens.CommentEnd)[0]))

    def tag(self, token: Any) -> tree.Tag:
        name, end = self._until(*_TAG)
        attributes: list[tree.Attribute] = []
        while isinstance(end, tokens.TagAttrStart):
            attribute, end = self._attribute(end)
            attributes.append(attribute)
        markup, alone = token.wiki_markup, isinstance(end, tokens.TagCloseSelfclose)
        begins = markup or f"{'</' if token.invalid else '<'}{name}"
        before = f"{begins}{''.join(map(str, attributes))}{end.padding or ''}"
        if alone:
            after = end.wiki_markup or "" if markup else ">" if end.implicit else "/>"
            return tree.Tag(name, NOTHING, attributes, markup, before, after)
        before += (end.wiki_markup or "") if markup else ">"
        contents, close = self._until(tokens.TagOpenClose)
        closing, _ = self._until(tokens.TagCloseClose)
        after = (markup if close.wiki_markup is None else close.wiki_markup) if markup else f"</{closing}>"
        return tree.Tag(name, contents, attributes, markup, before, after)

    def _attribute(self, start: Any) -> tuple[tree.Attribute, Any]:
        """An attribute of a tag, and the token behind it."""
        name, end = self._until(tokens.TagAttrEquals, *_TAG)
        written = f"{start.pad_first or ''}{name}{start.pad_before_eq or ''}"
        if not isinstance(end, tokens.TagAttrEquals):
            return tree.Attribute(name, None, written), end
        value, end = self._until(tokens.TagAttrQuote, *_TAG)
        quote = ""
        if isinstance(end, tokens.TagAttrQuote):
            quote = end.char or ""
            rest, end = self._until(*_TAG)
            value = Code([*value.nodes, *rest.nodes])
        return tree.Attribute(name, value, f"{written}={start.pad_after_eq or ''}{quote}{value}{quote}"), end


_NODES: dict[type[Any], Callable[[_Building, Any], Any]] = {
    tokens.TemplateOpen: _Building.template,
    tokens.ArgumentOpen: _Building.argument,
    tokens.WikilinkOpen: _Building.wikilink,
    tokens.ExternalLinkOpen: _Building.link,
    tokens.HTMLEntityStart: _Building.entity,
    tokens.HeadingStart: _Building.heading,
    tokens.CommentStart: _Building.comment,
    tokens.TagOpenOpen: _Building.tag,
}
