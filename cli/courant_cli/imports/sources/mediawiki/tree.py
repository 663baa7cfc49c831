"""The tree of a wikitext, read by the tokenizer of mwparserfromhell.

Its own trees can be edited, for which each node costs several times as much; these can only be read, and take a third
of the time. The nodes and their fields have the names that they have there, and each gives back its wikitext.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Code:
    """Some nodes in their order."""

    nodes: Sequence[Any]

    def __str__(self) -> str:
        """Their wikitext."""
        return "".join(map(str, self.nodes))


NOTHING = Code(())


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    value: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Heading:
    """`== title ==`."""

    title: Code
    level: int

    def __str__(self) -> str:
        return f"{'=' * self.level}{self.title}{'=' * self.level}"


@dataclass(frozen=True, slots=True)
class Wikilink:
    """`[[title|text]]`."""

    title: Code
    text: Code | None = None

    def __str__(self) -> str:
        return f"[[{self.title}{'' if self.text is None else f'|{self.text}'}]]"


@dataclass(frozen=True, slots=True)
class ExternalLink:
    """`[url title]`, or an address without brackets; nothing may be between the address and its title."""

    url: Code
    title: Code | None
    brackets: bool
    together: bool = False

    def __str__(self) -> str:
        if not self.brackets:
            return str(self.url)
        title = "" if self.title is None else f"{'' if self.together else ' '}{self.title}"
        return f"[{self.url}{title}]"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of a template; `showkey` if its name is written there."""

    name: Code
    value: Code
    showkey: bool

    def __str__(self) -> str:
        return f"{self.name}={self.value}" if self.showkey else str(self.value)


@dataclass(frozen=True, slots=True)
class Template:
    """`{{name|a|b = c}}`."""

    name: Code
    params: Sequence[Parameter]

    def __str__(self) -> str:
        return "{{" + "|".join(map(str, (self.name, *self.params))) + "}}"


@dataclass(frozen=True, slots=True)
class Argument:
    """`{{{name|default}}}`."""

    name: Code
    default: Code | None = None

    def __str__(self) -> str:
        return "{{{" + str(self.name) + ("" if self.default is None else f"|{self.default}") + "}}}"


@dataclass(frozen=True, slots=True)
class Comment:
    """`<!-- contents -->`."""

    contents: str

    def __str__(self) -> str:
        return f"<!--{self.contents}-->"


@dataclass(frozen=True, slots=True)
class HTMLEntity:
    """`&name;` or a number."""

    value: str

    def __str__(self) -> str:
        return f"&{self.value};"


@dataclass(frozen=True, slots=True)
class Attribute:
    """`name="value"` of a tag, as it is `written`."""

    name: Code
    value: Code | None
    written: str

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of HTML, or what `wiki_markup` stands for; `before` and `after` are its source around the contents."""

    tag: Code
    contents: Code
    attributes: Sequence[Attribute]
    wiki_markup: str | None
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.contents}{self.after}"


def read(text: str) -> Any:
    """The tree of a wikitext: a Code, or, for tokens that are not known here, the one that the library makes."""
    import mwparserfromhell

    from courant_cli.imports.sources.mediawiki import building

    try:
        return building.built(building.tokenized(text))
    except building.Unknown:
        return mwparserfromhell.parse(text)
