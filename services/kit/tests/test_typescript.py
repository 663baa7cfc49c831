"""The types of a contract for programs in TypeScript."""

from typing import Any, Literal

from courant_kit.calls.caller import SERVICES
from courant_kit.wire import typescript
from courant_kit.wire.contract import Contract, Procedure, Topic
from courant_kit.wire.payload import Payload

from . import sample_module as shelf


class Tag(Payload):
    """A tag."""

    name: str
    tone: Literal["good", "bad"] = "good"


class Filter(Payload):
    """What to find."""

    tags: list[Tag]
    limit: int = 10
    cover: bytes | None = None


class Found(Payload):
    """What was found, */ and where."""

    tags: list[Tag]
    counts: dict[str, int]
    others: dict[str, Any] = {}


FIND = Procedure("courant.shelf.note.find", Filter, Found, doc="Finds notes.", deprecated="use note.search")
SWEEP = Procedure("courant.shelf.note.sweep", Filter, None, SERVICES, public=False)
TEXT = typescript.module(
    Contract.of("shelf", {"find": FIND, "added": Topic("courant.shelf.note.added", shelf.NoteAdded), "sweep": SWEEP})
)


def interface(name: str) -> str:
    """The fields of an interface."""
    return TEXT.partition(f"export interface {name} {{")[2].partition("}")[0]


def test_what_is_sent_may_leave_out_what_has_a_default() -> None:
    assert "readonly tags: readonly TagGiven[];" in interface("Filter")
    assert "readonly limit?: number;" in interface("Filter")
    assert "readonly cover?: Uint8Array | null;" in interface("Filter")
    assert 'readonly tone?: "bad" | "good";' in interface("TagGiven")


def test_what_is_received_is_complete() -> None:
    assert "readonly tags: readonly Tag[];" in interface("Found")
    assert "readonly counts: Readonly<Record<string, number>>;" in interface("Found")
    assert "readonly others: Readonly<Record<string, unknown>>;" in interface("Found")
    assert 'readonly tone: "bad" | "good";' in interface("Tag")


def test_procedures_and_topics_have_their_types() -> None:
    assert '"courant.shelf.note.find": { request: Filter; result: Found };' in TEXT
    assert '"courant.shelf.note.added": NoteAdded;' in interface("Topics")
    assert "note.sweep" not in TEXT


def test_words_stay_in_their_comments() -> None:
    assert "What was found, * / and where." in TEXT
    assert "   * @deprecated use note.search" in TEXT
