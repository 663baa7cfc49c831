"""The contract of a service: its procedures, topics and fragments as objects, each with who may use it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from courant_kit.calls.caller import BACKENDS, EVERYONE, SERVICES, Caller, OneModule, Role
from courant_kit.live.audience import EVERYBODY, PERSONAL, ROLES, Audience
from courant_kit.live.fragment import Fragment
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing, Payload

SITE = "courant.site."
"""The prefix of the site's own URIs, for which core and web answer (`courant_kit.wire.site`)."""

_THING = re.compile(r"([a-z]+)-\{([a-z_]+)\}")
_URI = re.compile(r"courant\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")

Who = frozenset[Role] | Audience | OneModule
"""Who may use an entry: a set of roles, which may include those of programs, an audience, or a single module."""


def admits(who: Who, caller: Caller) -> bool:
    """Whether the caller is one of `who`."""
    return who.admits(caller) if isinstance(who, Audience | OneModule) else caller.role in who


def audience_of(who: Who) -> Audience:
    """The audience for answers to `who`: the widest one whose people `who` admits without exception."""
    if isinstance(who, Audience):
        return who
    if isinstance(who, OneModule):
        return PERSONAL
    if Role.VISITOR in who:
        return EVERYBODY
    return next((Audience(rank) for rank, roles in ROLES.items() if roles <= who), PERSONAL)


def _checked(uri: str) -> str:
    if not _URI.fullmatch(uri):
        raise ValueError(f"{uri!r} is not a URI of four components, courant.<module>.<noun>.<verb>")
    return uri


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure: its URI, request and result structs, and who may call it.

    With `writes`, the handler, a plain function, runs in one transaction that a caller who disconnects cannot cancel,
    and the rate limit for writes applies; an async handler gets no transaction. A procedure that `alters` something
    does so in its own way, at the rate of reading. A token for reading covers neither. `public` makes it part of the
    API that other backends may rely on. The first sentence of `doc` describes it in the reference. `since` is the
    version of the module that has it first, if that is not its contract's; `deprecated` says what to use instead.
    """

    uri: str
    request: type[Payload] = Nothing
    result: Any = None
    who: Who = EVERYONE
    writes: bool = False
    public: bool = True
    doc: str = ""
    since: str = ""
    deprecated: str = ""
    alters: bool = False

    def __post_init__(self) -> None:
        _checked(self.uri)

    @property
    def only_reads(self) -> bool:
        """Whether it changes nothing."""
        return not (self.writes or self.alters)

    @property
    def module(self) -> str:
        """The module that owns it."""
        return self.uri.split(".")[1]

    @property
    def is_page(self) -> bool:
        """Whether it answers with a Page."""
        return self.result is Page


@dataclass(frozen=True, slots=True)
class Topic:
    """A domain event: its URI, its payload, and the roles or the module that may subscribe to it.

    `about` names the things that it is about, each with the field that identifies it: `("comment-{id}", "post-{post}")`
    for a comment on a post. Followers can then ask for the events of one thing, such as `post-12`. The field `by`, or
    else `author`, is the person whose deed it is.

    `since` and `deprecated` are as in a Procedure. Raises ValueError if the third component is an audience (such topics
    belong to fragments), or `about` is not written like that.
    """

    uri: str
    payload: type[Payload]
    who: frozenset[Role] | OneModule = BACKENDS
    doc: str = ""
    about: tuple[str, ...] = ()
    since: str = ""
    deprecated: str = ""

    def __post_init__(self) -> None:
        if Audience(_checked(self.uri).split(".")[2]).known:
            raise ValueError(f"{self.uri} would be a fragment's topic; its third component must be a noun")
        for name in self.things.values():
            if name not in self.payload.__struct_fields__:
                raise ValueError(f"{self.uri} carries no field {name}, which identifies a thing that it is about")

    @property
    def things(self) -> dict[str, str]:
        """The kinds of things that it is about, and the field that identifies one of each kind."""
        found = [_THING.fullmatch(one) for one in self.about]
        if None in found:
            raise ValueError(f"{self.uri} is about {self.about}; write each as a kind and a field, such as post-{{id}}")
        return {one[1]: one[2] for one in found if one}

    @property
    def author(self) -> str:
        """The field with the person whose deed it is; empty if it carries none."""
        return next((one for one in ("by", "author") if one in self.payload.__struct_fields__), "")


Entry = Procedure | Topic | Fragment[Any]


def page(
    uri: str, request: type[Payload] = Nothing, who: Who = EVERYONE, doc: str = "", since: str = "",
    deprecated: str = "",
) -> Procedure:  # fmt: skip
    """A procedure that answers with a Page."""
    return Procedure(uri, request, Page, who, doc=doc, since=since, deprecated=deprecated)


class Several:
    """Procedures and fragments that belong together, which a contract declares under one name."""

    def all(self) -> tuple[Procedure | Fragment[Any], ...]:
        """Each of them."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Contract:
    """All procedures, topics and fragments of one module: procedures and topics by URI, fragments by name.

    `since` is the version of the module that has every entry which does not name a version itself.
    """

    module: str
    procedures: dict[str, Procedure] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    fragments: dict[str, Fragment[Any]] = field(default_factory=dict)
    since: str = ""

    @classmethod
    def of(cls, module: str, source: ModuleType | dict[str, Any]) -> "Contract":
        """The contract that a `contract.py` (or a dict of names) declares; its `SINCE`, if it has one, is `since`.

        Raises ValueError if an entry belongs to another module or is declared twice.
        """
        names = source if isinstance(source, dict) else vars(source)
        contract = cls(module, since=str(names.get("SINCE", "")))
        for entry in names.values():
            if isinstance(entry, Procedure | Topic | Fragment):
                contract.add(entry)
            elif isinstance(entry, Several):
                for one in entry.all():
                    contract.add(one)
        return contract

    def add(self, entry: Entry) -> None:
        """Add an entry; raises ValueError if it belongs to another module or its name is taken."""
        name = entry.name if isinstance(entry, Fragment) else entry.uri
        if not name.startswith((f"{self.module}.", f"courant.{self.module}.", SITE)):
            raise ValueError(f"{name} does not belong to the module {self.module}")
        table = self._table(entry)
        if table.get(name, entry) != entry:
            raise ValueError(f"{name} is declared twice")
        table[name] = entry

    def since_of(self, entry: Entry) -> str:
        """The version of the module that has the entry first; "" if nobody says so."""
        return entry.since or self.since

    def subscribers(self, topic: str) -> frozenset[Role] | OneModule:
        """Who may receive a domain event: only services if an older release declared its topic."""
        declared = self.topics.get(topic)
        return declared.who if declared else SERVICES

    def _table(self, entry: Entry) -> dict[str, Any]:
        if isinstance(entry, Fragment):
            return self.fragments
        return self.procedures if isinstance(entry, Procedure) else self.topics

    def __iter__(self) -> Iterator[Entry]:
        yield from self.procedures.values()
        yield from self.topics.values()
        yield from self.fragments.values()
