"""Words that are spelled like another (no I/O)."""

from collections.abc import Iterable

#: Words of up to this many letters may differ by one mistake, longer ones by two.
SHORT = 5


def nearest(word: str, known: Iterable[str], *, goes_on: bool, most: int = 3) -> list[str]:
    """The known words that are closest to a word: letters left out, put in, replaced or swapped.

    If the word `goes_on`, it may also be close to a beginning.
    """
    from rapidfuzz.distance import OSA  # loaded by the first typing mistake

    mistakes = 1 if len(word) <= SHORT else 2
    found: list[tuple[int, int, int, str]] = []
    for one in known:
        distance, begins = OSA.distance(word, one, score_cutoff=mistakes), 0
        if distance > mistakes and goes_on:
            distance, begins = OSA.distance(word, one[: len(word)], score_cutoff=mistakes), 1
        if 0 < distance <= mistakes:
            found.append((begins, distance, abs(len(one) - len(word)), one))
    return [one for *_, one in sorted(found)[:most]]
