"""Reads what Yjs encodes (lib0's encoding), of which nothing is trusted (no I/O)."""

LONGEST = 8
"""Bytes of the longest number: those of JavaScript have 53 bits, and 7 fit into a byte."""


class Encoded:
    """Some bytes that are read from the beginning; raises ValueError where they do not go on as they have to."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self) -> int:
        """The next number."""
        found = 0
        for place, byte in enumerate(self._data[self._at : self._at + LONGEST]):
            found |= (byte & 0x7F) << 7 * place
            if byte < 0x80:
                self._at += place + 1
                return found
        raise ValueError("a number does not end")

    def bytes(self, size: int) -> bytes:
        """The next bytes, exactly so many."""
        if size > len(self._data) - self._at:
            raise ValueError("there are fewer bytes")
        start, self._at = self._at, self._at + size
        return self._data[start : self._at]


_GO_ON = bytes(range(0x80, 0x100))


def paired(data: bytes, key: int) -> int:
    """The number after a key in a list of pairs, which their count precedes; 0 if it is not among them.

    The bytes come from a library of ours and are not checked: of fifty pairs it takes a twentieth of reading them all.
    """
    name = written(key)
    at = data.find(name, 1)  # the count comes first
    while at > 0:
        # A number ends with its only byte below 128: the key begins after one, and an odd number of numbers.
        if data[at - 1] < 0x80 and len(data[:at].translate(None, delete=_GO_ON)) % 2:
            start = at + len(name)
            return Encoded(data[start : start + LONGEST]).number()
        at = data.find(name, at + 1)
    return 0


def written(number: int) -> bytes:
    """A number, encoded."""
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*parts, number])
