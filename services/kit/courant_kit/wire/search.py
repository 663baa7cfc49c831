"""The standard part with which any module lets the site search its documents: one procedure and one topic."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from msgspec import Meta, structs

from courant_kit.calls.caller import BACKENDS, OneModule, Role
from courant_kit.live.audience import Audience
from courant_kit.wire.contract import Procedure, Topic
from courant_kit.wire.payload import Payload

SEARCHER = OneModule("search")
"""The module that searches. Nobody else may read documents this way, since they may be for any audience."""

LONGEST_TEXT = 400_000
MOST_KEYS = 100
MOST_DOCUMENTS = 1000
LARGEST_ANSWER = 400_000
"""Characters of the documents in one answer, after which it ends; one document may exceed it."""

Key = Annotated[str, Meta(min_length=1, max_length=200)]


class Document(Payload):
    """Something that people can find: its `address` on this site, its title, and its text without markup.

    `key` identifies it within its module. `audience` is who may find it: the people who may read it at its address.
    `version` differs whenever anything else in it does. `space` is a part of the module to which it belongs; `author`
    is a name; `language` is a tag (BCP 47), or "" if it is not known.
    """

    key: Key
    address: Annotated[str, Meta(max_length=2000, pattern=r"^/(?![/\\])[^\s\\]*$")]
    title: Annotated[str, Meta(max_length=1000)]
    audience: Audience
    version: Annotated[str, Meta(max_length=100)]
    text: Annotated[str, Meta(max_length=LONGEST_TEXT)] = ""
    space: Annotated[str, Meta(max_length=200)] = ""
    tags: Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=100)] = []
    author: Annotated[str, Meta(max_length=1000)] = ""
    date: datetime | None = None
    language: Annotated[str, Meta(max_length=40)] = ""


class WantedDocuments(Payload):
    """Requests documents: those with these `keys`, or else all, beginning after the place that `after` names.

    `after` is the `next` of the answer before. With `brief`, the texts are not wanted.
    """

    keys: Annotated[list[Key], Meta(max_length=MOST_KEYS)] = []
    after: Annotated[str, Meta(max_length=400)] = ""
    brief: bool = False
    limit: Annotated[int, Meta(ge=1, le=MOST_DOCUMENTS)] = 100


class Documents(Payload):
    """Documents of a module, in any order that stays; `next` is the place of the last, or "" if none follow."""

    documents: list[Document]
    next: str = ""

    @classmethod
    def of(cls, request: WantedDocuments, found: Iterable[tuple[str, Document]]) -> "Documents":
        """The answer to a request from documents with their places, which are read only as far as the answer goes."""
        documents: list[Document] = []
        size, last = 0, ""
        for place, document in found:
            size += len(document.text)
            if documents and (len(documents) == request.limit or (size > LARGEST_ANSWER and not request.brief)):
                return cls(documents, last)
            documents.append(structs.replace(document, text="") if request.brief else _bounded(document))
            last = place
        return cls(documents)


class DocumentsChanged(Payload):
    """Documents with these keys were created, changed or removed; `event` is the number in the module's event log."""

    keys: list[Key]
    event: int = 0


def documents(module: str) -> Procedure:
    """The procedure with which a module offers its documents."""
    return Procedure(
        f"courant.{module}.search.documents", WantedDocuments, Documents, SEARCHER, public=False,
        doc="The documents of the module, for the search.",
    )  # fmt: skip


def documents_changed(module: str, who: frozenset[Role] | OneModule = BACKENDS) -> Topic:
    """The topic on which a module reports changes of its documents; its events have no more than keys."""
    return Topic(f"courant.{module}.search.changed", DocumentsChanged, who, doc="Documents for the search changed.")


def _bounded(document: Document) -> Document:
    if len(document.text) <= LONGEST_TEXT:
        return document
    return structs.replace(document, text=document.text[:LONGEST_TEXT])
