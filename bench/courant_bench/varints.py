"""The numbers, strings and bytes in the messages of Yjs' peers (lib0's encoding); pure."""

from typing import Self


def number(value: int) -> bytes:
    """Return a number, seven bits a byte, lowest first."""
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def data(value: bytes) -> bytes:
    """Return bytes after their length."""
    return number(len(value)) + value


def string(value: str) -> bytes:
    """Return UTF-8 after its length."""
    return data(value.encode())


class Reader:
    """Reads such values from a message, one after the other."""

    def __init__(self, message: bytes) -> None:
        """Begin at the first byte."""
        self._message, self._at = message, 0

    def number(self) -> int:
        """Return the next number; raises IndexError at the end."""
        value = shift = 0
        while True:
            byte = self._message[self._at]
            self._at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def data(self) -> bytes:
        """Return the next bytes."""
        length = self.number()
        self._at += length
        return self._message[self._at - length : self._at]

    def string(self) -> str:
        """Return the next string."""
        return self.data().decode()

    def numbers(self) -> Self:
        """Return a reader of the next bytes."""
        return type(self)(self.data())


def clocks(state: bytes) -> dict[int, int]:
    """Return how much each client has written, from a state vector."""
    reader = Reader(state)
    return {reader.number(): reader.number() for _ in range(reader.number())}
