"""The encoding of numbers, strings and bytes in the messages of Yjs' peers."""

import pytest
from courant_bench import varints
from courant_bench.varints import Reader, clocks
from pycrdt import Doc, Text


@pytest.mark.parametrize("value", [0, 1, 127, 128, 300, 2**32 - 1, 2**53 - 1])
def test_a_number_is_read_as_it_was_written(value: int) -> None:
    assert Reader(varints.number(value)).number() == value


def test_values_are_read_one_after_the_other() -> None:
    reader = Reader(varints.string("pagé") + varints.number(300) + varints.data(b"\x00\x01"))
    assert (reader.string(), reader.number(), reader.data()) == ("pagé", 300, b"\x00\x01")


def test_a_state_has_the_clock_of_each_client() -> None:
    doc: Doc[Text] = Doc(client_id=5)
    doc.get("text", type=Text).insert(0, "three")
    assert clocks(doc.get_state()) == {5: 5}
    assert clocks(b"\x00") == {}
