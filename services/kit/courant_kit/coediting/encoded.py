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
