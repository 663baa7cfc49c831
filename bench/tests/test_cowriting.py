"""What our side's messages have, and the keys of the measure of keystrokes."""

import zlib

from courant_bench.cowriting import as_bytes, bytes_of, unwrapped
from keystrokes import Keyboard


def test_bytes_travel_in_json() -> None:
    assert as_bytes(b"\x01\xff") == "\0Af8="
    assert bytes_of("\0Af8=") == b"\x01\xff"


def test_an_update_is_after_the_byte_of_its_format() -> None:
    assert unwrapped(b"\x01abc") == unwrapped(b"\x02" + zlib.compress(b"abc")) == b"abc"


def test_the_edits_of_a_typist_make_the_text() -> None:
    typist, text = Keyboard(1), ""
    while typist.keys < 3000:
        typist.act()
    for at, gone, put in typist.edits:
        text = text[:at] + put + text[at + gone :]
    assert text == typist.text
    assert any(gone and not put for _, gone, put in typist.edits)
