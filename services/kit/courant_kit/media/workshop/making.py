"""Decodes and writes pictures, in a process of its own: `workshop.py make jpg` or `workshop.py narrow jpg 960`.

The picture comes on standard input. On standard output come a line of JSON and the new picture. The process has bounds
of memory and time, and a fault in a decoder ends it alone. It imports nothing of ours, and no service imports Pillow.
"""

import json
import resource
import sys
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

MEMORY = 1_000_000_000
"""Bytes of address space; a picture of the most pixels needs about a quarter."""

SECONDS = 40
"""Seconds of CPU time."""

MOST_PIXELS = {"JPEG": 64_000_000}
"""A JPEG can be decoded smaller than it is."""
OTHER_PIXELS = 20_000_000
MOST_FRAMES = 2000
MOST_MOVING = 400_000_000
"""Pixels of all frames of a picture that moves."""

LARGEST = {"PNG": 4096}
"""Pixels on the longer side; a larger picture is made smaller. Drawings and screens are PNG: their details matter."""
LARGEST_OTHER = 2560

FORMATS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}
ORIENTATION = 0x0112

Options = dict[str, Any]

_LOOKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"cICP", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD",
     b"pHYs", b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip


class Refused(Exception):
    """The picture is not accepted; the message says why."""


def make(data: bytes, extension: str) -> tuple[Options, bytes]:
    """The picture as it is stored: upright, without metadata, and not larger than pages can use."""
    image = _opened(data, extension)
    moving = getattr(image, "n_frames", 1) > 1
    if moving:
        _check_frames(image)
        again = _saved(image, extension, {"save_all": True}) if extension == "avif" else _bare(data, extension)
        return _said(image, moving=True), again
    upright = image.getexif().get(ORIENTATION, 1) in {0, 1}
    most = LARGEST.get(str(image.format), LARGEST_OTHER)
    large = max(image.size) > most
    if extension in {"webp", "png"} and upright and not large:
        image.load()
        return _said(image), _bare(data, extension)
    if extension == "gif":
        image.load()
        return _said(image), _saved(image, extension, {})
    if large:
        image.draft("RGB", (most, most))
    same = extension == "jpg" and upright and not large
    kept: Options = {"quality": "keep"} if same else {}
    image.load()
    shown = image if upright else ImageOps.exif_transpose(image)
    if max(shown.size) > most:
        shown = ImageOps.contain(shown, (most, most), Image.Resampling.LANCZOS)
    return _said(shown), _saved(image if same else shown, extension, kept)


def narrow(data: bytes, extension: str, width: int) -> tuple[Options, bytes]:
    """A narrower rendering as AVIF. A picture that moves stays as it is."""
    image = _opened(data, extension)
    if getattr(image, "n_frames", 1) > 1:
        return {**_said(image, moving=True), "same": True}, b""
    image.draft("RGB", (width, width))
    image.load()
    height = max(1, round(image.height * width / image.width))
    if image.mode not in {"RGB", "RGBA"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    small = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    sharp = {"quality": 75, "subsampling": "4:4:4"} if extension == "png" else {"quality": 62}
    return _said(small), _saved(small, "avif", {**_colours(image), **sharp})


def _opened(data: bytes, extension: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # our own bound comes before anything is decoded
    try:
        image = Image.open(BytesIO(data), formats=[FORMATS[extension]])
    except UnidentifiedImageError:
        raise Refused("This picture is damaged or not complete.") from None
    most = MOST_PIXELS.get(str(image.format), OTHER_PIXELS)
    if image.width * image.height > most:
        pixels = f"{image.width:,} × {image.height:,} pixels"
        raise Refused(f"This picture has {pixels}; at most {most // 1_000_000} million are accepted.")
    return image


def _check_frames(image: Any) -> None:
    frames = image.n_frames
    if frames > MOST_FRAMES or frames * image.width * image.height > MOST_MOVING:
        raise Refused(f"This picture moves for too long: it has {frames:,} frames of {image.width} × {image.height}.")
    image.load()


def _said(image: Image.Image, *, moving: bool = False) -> Options:
    return {"width": image.width, "height": image.height, "moving": moving}


def _colours(image: Image.Image) -> Options:
    """The colour profile, which says what the numbers mean, and nothing about who made the picture."""
    profile = image.info.get("icc_profile")
    return {"icc_profile": profile} if profile else {}


def _saved(image: Image.Image, extension: str, options: Options) -> bytes:
    usual: dict[str, Options] = {
        "jpg": {"quality": 90, "optimize": True, "progressive": True},
        "png": {"compress_level": 7},
        "webp": {"quality": 90},
        "avif": {"quality": 80, "speed": 8, "max_threads": 1},
        "gif": {},
    }
    if extension == "jpg" and image.mode not in {"L", "RGB", "CMYK"}:
        image = image.convert("RGB")
    if extension != "gif":
        options = {**_colours(image), **options}
    image.info = {name: image.info[name] for name in ("transparency", "background", "duration") if name in image.info}
    # Pillow writes what the picture came with unless it is told otherwise.
    out = BytesIO()
    image.save(out, FORMATS[extension], **{**usual[extension], **options, "exif": b"", "xmp": b"", "comment": b""})
    return out.getvalue()


def _bare(data: bytes, extension: str) -> bytes:
    """The same picture without metadata, for formats that need not be written again for that."""
    if extension == "webp":
        return _bare_webp(data)
    return _bare_png(data) if extension == "png" else data


def _bare_webp(data: bytes) -> bytes:
    """A WebP without the chunks EXIF and XMP (RFC 9649, 2.7)."""
    kept, at, end = bytearray(b"WEBP"), 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = bytearray(data[at : at + 8 + size + size % 2])
        if data[at : at + 4] == b"VP8X":
            chunk[8] &= ~0b1100
        if data[at : at + 4] not in {b"EXIF", b"XMP "}:
            kept += chunk
        at += len(chunk)
    return b"RIFF" + len(kept).to_bytes(4, "little") + kept


def _bare_png(data: bytes) -> bytes:
    """A PNG with nothing but what decides how it looks (PNG, third edition, 11): no text, no times, no EXIF."""
    kept, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big") + 12
        kind = data[at + 4 : at + 8]
        if kind in _LOOKS:
            kept += data[at : at + size]
        if kind == b"IEND":
            break
        at += size
    return bytes(kept)


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = sys.stdin.buffer.read()
    try:
        if arguments[0] == "make":
            said, made = make(data, arguments[1])
        else:
            said, made = narrow(data, arguments[1], int(arguments[2]))
    except Refused as error:
        said, made = {"refused": str(error)}, b""
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError):
        said, made = {"refused": "This picture is damaged or not complete."}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)


if __name__ == "__main__":
    main(sys.argv[1:])
