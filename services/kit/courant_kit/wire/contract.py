"""What a service offers, declared as objects: procedures and topics with their payloads and who may use them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from courant_kit.calls.caller import BACKENDS, EDITORS, EVERYONE, SERVICES, Role
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing, Payload

_URI = re.compile(r"courant\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


def _checked(uri: str) -> str:
    if not _URI.fullmatch(uri):
        raise ValueError(f"{uri!r} is not a URI of four components, courant.<module>.<noun>.<verb>")
    return uri


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure: its URI, request and result structs, and the roles that may call it.

    `writes` runs the handler, a plain function, in one transaction that a caller who disconnects cannot cancel, and
    counts the call among those that change something; an async handler has no transaction of its own. `public`
    makes it part of the API that other backends may rely on. The first sentence of `doc` is its line in the reference.
    """

    uri: str
    request: type[Payload] = Nothing
    result: Any = None
    who: frozenset[Role] = EVERYONE
    writes: bool = False
    public: bool = True
    doc: str = ""

    def __post_init__(self) -> None:
        _checked(self.uri)

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
    """A domain event: its URI, payload and the roles that may subscribe."""

    uri: str
    payload: type[Payload]
    who: frozenset[Role] = BACKENDS
    doc: str = ""

    def __post_init__(self) -> None:
        _checked(self.uri)


def page(uri: str, request: type[Payload] = Nothing, who: frozenset[Role] = EVERYONE, doc: str = "") -> Procedure:
    """A procedure that answers with a Page."""
    return Procedure(uri, request, Page, who, doc=doc)


@dataclass(frozen=True, slots=True)
class Contract:
    """All procedures and topics of one module."""

    module: str
    procedures: dict[str, Procedure] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)

    @classmethod
    def of(cls, module: str, source: ModuleType | dict[str, Any]) -> "Contract":
        """The contract that a `contract.py` (or a dict of names) declares.

        Raises ValueError on a URI of another module or one declared twice.
        """
        values = source.values() if isinstance(source, dict) else vars(source).values()
        contract = cls(module)
        for entry in values:
            if isinstance(entry, Procedure | Topic):
                contract.add(entry)
        return contract

    def add(self, entry: Procedure | Topic) -> None:
        """Take in one more entry; raises ValueError on a URI of another module or one that is taken."""
        if not entry.uri.startswith(f"courant.{self.module}."):
            raise ValueError(f"{entry.uri} does not belong to the module {self.module}")
        table: dict[str, Any] = self.procedures if isinstance(entry, Procedure) else self.topics
        if table.get(entry.uri, entry) != entry:
            raise ValueError(f"{entry.uri} is declared twice")
        table[entry.uri] = entry

    def __iter__(self) -> Iterator[Procedure | Topic]:
        yield from self.procedures.values()
        yield from self.topics.values()


STAFF_ROLES = EDITORS | SERVICES
"""Who may hear the `staff` topics, on which fragments travel that visitors may not see."""
