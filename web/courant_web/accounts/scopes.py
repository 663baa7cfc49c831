"""The scopes of a token (no I/O): which procedures it may call and which topics it may receive.

A scope is `read:blog`, `write:blog`, the same for all modules (`read:*`, `write:*`), or the URI of one procedure or
topic. `write` includes `read`. What no scope covers is not allowed, whatever the role.
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from enum import Enum

from courant_kit.calls.errors import Forbidden, Invalid
from courant_kit.words import gettext as _

MOST = 100
ALL = "*"

_SCOPE = re.compile(r"(?:read|write):(?:\*|[a-z][a-z0-9_]{0,38})|courant(?:\.[a-z][a-z0-9_]*){3}")
_READING = re.compile(r"courant\.[a-z][a-z0-9_]*\.(?:page\.[a-z0-9_]+|(?:live|event)\.since|(?:media|asset)\.get)")
"""Procedures that change nothing, whoever wrote the module."""


class Extent(Enum):
    """How much of a procedure a token covers: all of it, or only if it changes nothing."""

    ALL = "all"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Scopes:
    """The scopes of a token, as words."""

    words: frozenset[str]

    def __str__(self) -> str:
        return " ".join(sorted(self.words))

    def extent(self, uri: str, own: Container[str]) -> Extent:
        """How much of the procedure the scopes cover; raises Forbidden, with the scope that would do, if nothing.

        `own` are the modules that were installed with the site. They reject a call that writes if the token may only
        read. Of a module that somebody else wrote, nobody knows that: reading covers what certainly changes nothing.
        """
        if uri in self.words or self._has("write", _module(uri)):
            return Extent.ALL
        if self._has("read", _module(uri)) and (_module(uri) in own or _READING.fullmatch(uri)):
            return Extent.READING
        raise Forbidden(
            _("This token has no scope for {uri}. It needs “{uri}” or “write:{module}”.").format(
                uri=uri, module=_module(uri)
            )
        )

    def hears(self, topic: str) -> bool:
        """Whether the scopes cover the events of a topic."""
        return topic in self.words or self.hears_all(_module(topic))

    def hears_all(self, module: str) -> bool:
        """Whether the scopes cover every topic of a module."""
        return self._has("read", module) or self._has("write", module)

    def named(self, module: str) -> set[str]:
        """The topics and procedures of a module that are scopes themselves."""
        return {word for word in self.words if word.startswith(f"courant.{module}.")}

    def follows(self, module: str) -> bool:
        """Whether the scopes cover any topic of a module."""
        return self.hears_all(module) or bool(self.named(module))

    def _has(self, kind: str, module: str) -> bool:
        return f"{kind}:{module}" in self.words or f"{kind}:{ALL}" in self.words


def parse(text: str) -> Scopes:
    """The scopes in a text, separated by white space or commas; raises Invalid if there is none or one is wrong."""
    words = frozenset(text.replace(",", " ").split())
    if not words:
        raise Invalid(_("Choose at least one scope: a token without any may do nothing."), field="scopes")
    if len(words) > MOST:
        raise Invalid(_("A token has at most {most} scopes.").format(most=MOST), field="scopes")
    for word in sorted(words):
        if not _SCOPE.fullmatch(word):
            raise Invalid(
                f"“{word[:100]}” is no scope. Write read:blog, write:blog, or a name such as courant.blog.post.save.",
                field="scopes",
            )
    return Scopes(words)


def _module(uri: str) -> str:
    return uri.split(".")[1]
