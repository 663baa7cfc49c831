"""People who type without a browser: what they send, and how long it took to arrive."""

from collections.abc import Sequence

from courant_bench.typists import PATIENCE, Copy, Typist, catch_up, delays, places
from courant_bench.window import Window


class Voice:
    """A site that answers when the test says so."""

    window: Window

    def __init__(self, joined: bytes) -> None:
        """Nothing was sent yet."""
        self.joined, self.sent = joined, list[bytes]()

    def send(self, update: bytes, client: int, clock: int) -> bool:
        self.sent.append(update)
        return False

    def answers(self, message: bytes) -> bool:
        return False

    def updates(self, message: bytes) -> Sequence[bytes]:
        return [message]


def people(text: str) -> list[Typist]:
    """Two people at the ends of the first two lines."""
    author = Copy(b"\x00\x00")
    author.text.insert(0, text)
    joined = author.unsent()
    return [Typist(Voice(joined), place) for place in places(text)[:2]]


def test_each_types_at_the_end_of_a_line() -> None:
    assert places("a\nbc\n\nd") == [1, 4, 5, 7]
    ann, _ = people("Ann: \nBen: \n")
    ann.type("h")
    ann.waiting = False
    ann.type("i")
    assert str(ann.copy) == "Ann: hi\nBen: \n"


def test_what_is_typed_before_an_answer_leaves_with_the_next_update() -> None:
    ann, ben = people("Ann: \nBen: \n")
    for letter in "abc":
        ann.type(letter)
    assert isinstance(ann.voice, Voice)
    assert (len(ann.voice.sent), ann.behind) == (1, True)
    ann._send()
    ben.received = [(0.0, update) for update in ann.voice.sent]
    catch_up(ben)
    assert str(ben.copy) == str(ann.copy) == "Ann: abc\nBen: \n"


def test_a_key_is_late_by_what_passed_until_it_arrived() -> None:
    ann, ben = people("Ann: \nBen: \n")
    ann.type("a")
    ann.waiting = False
    ann.type("b")
    ann.typed = [1.0, 2.0]
    assert isinstance(ann.voice, Voice)
    ben.received = [(1.5, ann.voice.sent[0])]
    assert delays([ann, ben], [ben]) == [0.5, PATIENCE]
