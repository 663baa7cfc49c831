"""Whether an update may come from a window: characters and deletions by its sender, whatever the bytes are."""

import operator
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from courant_kit.calls.errors import Invalid
from courant_kit.coediting import admission
from courant_kit.coediting.shared_text import SharedText, clocks, seeded
from courant_kit.coediting.wire import FORMAT
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

Change = Callable[[Doc[Any]], Any]


def written(change: Change, base: bytes = b"") -> tuple[bytes, int]:
    """The update of a change, as it travels, and the id of the client that made it."""
    doc: Doc[Any] = Doc()
    doc.apply_update(base or seeded("words"))
    before = doc.get_state()
    change(doc)
    return FORMAT + doc.get_update(before), doc.client_id


def text_in(doc: Doc[Any]) -> Text:
    return doc.get("text", type=Text)


@pytest.mark.parametrize(
    "change",
    [
        lambda doc: text_in(doc).insert(0, "x"),
        lambda doc: text_in(doc).insert(2, "x😀" * 500),
        lambda doc: text_in(doc).insert(5, "x"),
        lambda doc: operator.delitem(text_in(doc), slice(0, 3)),
        lambda doc: [text_in(doc).insert(0, "abc"), operator.delitem(text_in(doc), slice(1, 2))],
        lambda doc: [text_in(doc).insert(0, "abc"), operator.delitem(text_in(doc), slice(0, 8))],
        lambda doc: doc.get_state(),
    ],
)
def test_characters_and_deletions_are_admitted(change: Change) -> None:
    admission.check(*written(change))
    admission.check(*written(lambda doc: text_in(doc).insert(0, "x"), seeded("")))


@pytest.mark.parametrize(
    "change",
    [
        lambda doc: text_in(doc).insert_embed(0, {"a": "b"}),
        lambda doc: text_in(doc).insert_embed(2, Map({"a": "b"})),
        lambda doc: text_in(doc).insert(0, "x", {"bold": True}),
        lambda doc: text_in(doc).format(0, 2, {"bold": True}),
        lambda doc: doc.get("other", type=Text).insert(0, "x"),
        lambda doc: doc.get("other", type=Map).update({"a": "b"}),
        lambda doc: [text_in(doc).insert(0, "x"), text_in(doc).insert_embed(3, {"a": "b"})],
    ],
)
def test_a_document_has_one_text_with_characters_only(change: Change) -> None:
    with pytest.raises(Invalid, match=r"characters only|one text") as refused:
        admission.check(*written(change))
    assert refused.value.field == "update"


def test_nobody_writes_as_another_client() -> None:
    update, client = written(lambda doc: text_in(doc).insert(0, "x"))
    with pytest.raises(Invalid, match="another client"):
        admission.check(update, client + 1)
    base = SharedText(seeded("words"))
    base.put("more words")
    both, client = written(lambda doc: [doc.apply_update(base.encoded()), text_in(doc).insert(0, "x")])
    with pytest.raises(Invalid, match="another client"):
        admission.check(both, client)
    base.close()


@given(st.binary(max_size=40), st.integers(0, 3))
def test_any_bytes_are_an_update_or_an_error(data: bytes, client: int) -> None:
    for read in (lambda: admission.check(FORMAT + data, client), lambda: clocks(data)):
        with suppress(Invalid):
            read()
