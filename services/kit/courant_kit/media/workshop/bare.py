"""Pictures without metadata, for formats that need not be written again for that (no I/O).

What is kept decides how a picture looks and moves. All else goes, also what nobody has thought of yet.
"""

import re

_PNG = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"cICP", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD",
     b"pHYs", b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip
_WEBP = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_JPEG = frozenset({0xC2, 0xC4, 0xDA, 0xDB, 0xDD})
"""Of a progressive JPEG: its frame, its tables, its scans and how often they begin anew (ITU T.81, table B.1)."""
_JFIF, _SCAN, _LAST = 0xE0, 0xDA, 0xD9
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_FRAME = 16
"""The bytes of an ANMF chunk before the chunks in it (RFC 9649, 2.7.1.1)."""

_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""How often a GIF moves is in an extension of an application that is long gone."""


def bare_png(data: bytes) -> bytes:
    """A PNG with nothing but what decides how it looks (PNG, third edition, 11): no text, no times, no EXIF."""
    kept, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big") + 12
        kind = data[at + 4 : at + 8]
        if kind in _PNG:
            kept += data[at : at + size]
        if kind == b"IEND":
            break
        at += size
    return bytes(kept)


def is_bare_jpeg(data: bytes) -> bool:
    """Whether a progressive JPEG has nothing but what decides how it looks, as those that are stored here.

    Such a one is not written again: its colours would drift a little each time.
    """
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _LAST:
        size = int.from_bytes(data[at + 2 : at + 4])
        is_plain_header = data[at + 1] == _JFIF and size == 16 and data[at + 4 : at + 9] == b"JFIF\0"
        if data[at + 1] not in _JPEG and not is_plain_header:
            return False
        found = _MARKER.search(data, at + 2 + size) if data[at + 1] == _SCAN else None
        at = found.start() if found else at + 2 + size
    return data[at:] == b"\xff\xd9"


def bare_webp(data: bytes) -> bytes:
    """A WebP with nothing but its pictures and their colours (RFC 9649, 2.7): no EXIF, no XMP."""
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    kept = b"WEBP" + _chunks(data[12:end])
    return b"RIFF" + len(kept).to_bytes(4, "little") + kept


def _chunks(data: bytes) -> bytes:
    kept, at = bytearray(), 0
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + 8 : at + 8 + size]
        if kind == b"VP8X":
            content = bytes([content[0] & ~0b1100]) + content[1:]
        if kind == b"ANMF":
            content = content[:_FRAME] + _chunks(content[_FRAME:])
        if kind in _WEBP:
            kept += kind + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)
        at += 8 + size + size % 2
    return bytes(kept)


def bare_gif(data: bytes) -> bytes:
    """A GIF with its frames and how they follow each other (GIF89a, 17 to 27): no comments, no XMP, no plain text.

    Raises ValueError if it is damaged.
    """
    at = 13 + _table(data[10])
    kept = bytearray(data[:at])
    while at < len(data) and data[at] != _END:
        start = at
        if data[at] == _EXTENSION:
            at = _after(data, at + 2)
            if data[start + 1] == _CONTROL or _is_loop(data, start):
                kept += data[start:at]
        elif data[at] == _PICTURE:
            at = _after(data, at + 11 + _table(data[at + 9]))
            kept += data[start:at]
        else:
            raise ValueError("this is no block of a GIF")
    return bytes(kept) + bytes([_END])


def _is_loop(data: bytes, at: int) -> bool:
    return data[at + 1] == _APPLICATION and data[at + 3 : at + 14] in _LOOPS


def _table(packed: int) -> int:
    """The bytes of the colours that follow."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _after(data: bytes, at: int) -> int:
    """The place after the blocks that begin at a place: each says how long it is, and the last is empty."""
    while at < len(data):
        size = data[at]
        at += 1 + size
        if size == 0:
            return at
    raise ValueError("this GIF is not complete")
