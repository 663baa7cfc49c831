"""Which events a stream has, as its address and headers say (no I/O)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from courant_kit.calls.errors import Forbidden, Invalid
from courant_kit.following.position import Position, parse
from courant_kit.live.audience import Audience
from courant_kit.process.discovery import NAME
from courant_kit.wire.standard import MOST_CHOSEN
from django.http import QueryDict

from courant_web.accounts.scopes import Scopes
from courant_web.paths import PROCEDURE

KNOWN = {"topic": "topics", "thing": "things", "author": "authors", "module": "modules", "position": ""}
"""The parameters of the address; each but `position` may be repeated."""

_THING = re.compile(r"[a-z]+-.{1,200}")


@dataclass(frozen=True, slots=True)
class Choice:
    """The events that are wanted: with `modules` or `topics` only theirs, with `things` or `authors` only about these.

    `scopes` are those of the token: what they do not cover is left out, or rejected if it was asked for by name.
    """

    scopes: Scopes
    modules: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    things: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()

    def of(self, listed: Iterable[str]) -> list[str]:
        """The modules to read, of those that the site has; those that are asked for by name are read in any case."""
        named = self.modules | {_module(topic) for topic in self.topics}
        return sorted(named or {one for one in listed if self.scopes.follows(one)})

    def fields(self, module: str) -> dict[str, Any]:
        """The choice among the events of a module, as arguments of its `event.since`."""
        topics = {one for one in self.topics if _module(one) == module}
        if not topics and not self.scopes.hears_all(module):
            topics = self.scopes.named(module)
        wanted = {"topics": sorted(topics), "things": [*self.things], "authors": [*self.authors]}
        return {name: values for name, values in wanted.items() if values}


def choice(query: QueryDict, scopes: Scopes) -> Choice:
    """The choice in an address; raises Invalid for a wrong one, and Forbidden for what the scopes do not cover."""
    for name in query:
        if name not in KNOWN:
            raise Invalid(f"There is no parameter “{name[:60]}” here: it has {', '.join(KNOWN)}.", field=name[:60])
    chosen = {field: query.getlist(name) for name, field in KNOWN.items() if field}
    for name, field in KNOWN.items():
        if len(chosen.get(field, ())) > MOST_CHOSEN:
            raise Invalid(f"At most {MOST_CHOSEN} of “{name}”.", field=name)
    for topic in chosen["topics"]:
        _check_topic(topic, scopes)
    for module in chosen["modules"]:
        _check_module(module, scopes)
    for thing in chosen["things"]:
        if not _THING.fullmatch(thing):
            raise Invalid(f"“{thing[:60]}” is no thing: write post-12.", field="thing")
    return Choice(
        scopes, frozenset(chosen["modules"]), frozenset(chosen["topics"]), tuple(chosen["things"]),
        tuple(chosen["authors"]),
    )  # fmt: skip


def position_of(query: QueryDict, headers: Mapping[str, str]) -> Position:
    """Where to begin: behind the header Last-Event-ID, or else behind the parameter `position`; raises Invalid."""
    text = headers.get("Last-Event-ID") or query.get("position", "")
    try:
        return parse(text)
    except ValueError as error:
        raise Invalid(str(error), field="position") from error


def _check_topic(topic: str, scopes: Scopes) -> None:
    if not PROCEDURE.fullmatch(topic):
        raise Invalid(f"“{topic[:100]}” is no topic: write courant.blog.post.published.", field="topic")
    if Audience(topic.split(".")[2]).known:
        raise Invalid("The topics of live fragments are for windows, on the router only.", field="topic")
    if not scopes.hears(topic):
        raise Forbidden(f"This token has no scope for {topic}. It needs “{topic}” or “read:{_module(topic)}”.")


def _check_module(module: str, scopes: Scopes) -> None:
    if not NAME.fullmatch(module):
        raise Invalid(f"“{module[:60]}” is no name of a module.", field="module")
    if not scopes.follows(module):
        raise Forbidden(f"This token has no scope for events of {module}. It needs “read:{module}”.")


def _module(uri: str) -> str:
    return uri.split(".")[1]
