"""Children that are drawn once."""

from collections.abc import Sequence

from courant_kit.live.children import Children
from courant_kit.live.fragment import Fragment, Item

LIST = Fragment("shelf.notes", key=int)


class Shelf:
    """Draws notes, whose stamps are their numbers, and remembers which; the numbers in `gone` have no row."""

    def __init__(self, *gone: int) -> None:
        self.gone = gone
        self.drawn: list[int] = []

    def __call__(self, stamps: Sequence[int]) -> dict[int, Item]:
        self.drawn += stamps
        return {one: Item(f"note-{one}", f"<li>{one}</li>") for one in stamps if one not in self.gone}


def keys(items: list[Item]) -> list[str]:
    return [one.key for one in items]


def test_only_what_is_new_is_drawn() -> None:
    shelf = Shelf()
    children = Children(shelf)
    children(LIST(1), [1, 2])
    assert keys(children(LIST(1), [3, 2])) == ["note-3", "note-2"]
    assert shelf.drawn == [1, 2, 3]


def test_what_is_gone_is_left_out() -> None:
    assert keys(Children(Shelf(2))(LIST(1), [1, 2, 3])) == ["note-1", "note-3"]


def test_the_lists_that_were_rendered_last_are_kept() -> None:
    shelf = Shelf()
    children = Children(shelf, capacity=2)
    for number in (1, 2, 1, 3, 1, 2):
        children(LIST(number), [number])
    assert shelf.drawn == [1, 2, 3, 2]
