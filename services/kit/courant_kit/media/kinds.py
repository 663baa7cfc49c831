"""The kind of a file, by its content and never by the name or type that a client says it has (no I/O)."""

import re
from typing import NamedTuple

OTHER = "application/octet-stream"


class Kind(NamedTuple):
    """A kind of file: its extension here, its media type, and whether it is a picture that pages show."""

    extension: str
    content_type: str
    picture: bool = False


PNG = Kind("png", "image/png", picture=True)
JPEG = Kind("jpg", "image/jpeg", picture=True)
GIF = Kind("gif", "image/gif", picture=True)
WEBP = Kind("webp", "image/webp", picture=True)
AVIF = Kind("avif", "image/avif", picture=True)
SVG = Kind("svg", "image/svg+xml", picture=True)
HEIC = Kind("heic", "image/heic")
"""A telephone's photograph, which few browsers show: it is stored as JPEG."""

RASTER = (PNG, JPEG, GIF, WEBP, AVIF)

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", Kind("pdf", "application/pdf")),
    (b"PK\x03\x04", Kind("zip", "application/zip")),
    (b"\x1f\x8b", Kind("gz", "application/gzip")),
    (b"OggS", Kind("ogg", "audio/ogg")),
    (b"fLaC", Kind("flac", "audio/flac")),
    (b"ID3", Kind("mp3", "audio/mpeg")),
    (b"\x1aE\xdf\xa3", Kind("webm", "video/webm")),
)
_AVIF = {b"avif", b"avis"}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_PICTURES = {b"mif1", b"msf1", b"mif2", b"miaf"}
"""Brands of pictures of any codec (ISO/IEC 23008-12)."""

_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<\?[^<>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE\s+svg\b[^<>\[]*(?:\[[^\]]*\]\s*)?>)*+<svg[\s>/]",
    re.DOTALL | re.IGNORECASE,
)
_EXTENSION = re.compile(r"\.([a-z0-9]{1,8})\Z")
_READ = 4096


def kind_of(data: bytes, name: str = "") -> Kind:
    """The kind of a file. `name` gives a file of no known kind its extension; its type stays that of unknown data."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return _packed(kind, name)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp":
        return _boxed(data)
    if _SVG.match(data[:_READ]):
        return SVG
    return Kind(_extension(name), OTHER)


def _boxed(data: bytes) -> Kind:
    """The kind of a file of boxes (ISO/IEC 14496-12, 4.3), by its main brand; pictures have those of codecs, too."""
    end = min(int.from_bytes(data[:4], "big"), _READ)
    main = data[8:12]
    brands = {data[at : at + 4] for at in range(16, end, 4)} if main in _PICTURES else {main}
    if brands & _AVIF:
        return AVIF
    return HEIC if brands & _HEIC else Kind("mp4", "video/mp4")


def _packed(kind: Kind, name: str) -> Kind:
    """A document of an office is a zip: it keeps the extension by which its program knows it."""
    return Kind(_extension(name), kind.content_type) if kind.extension == "zip" and _extension(name) != "bin" else kind


def _extension(name: str) -> str:
    found = _EXTENSION.search(name.lower())
    pictures = {kind.extension for kind in (*RASTER, SVG, HEIC)} | {"jpeg", "heif"}
    return found[1] if found and found[1] not in pictures else "bin"
