"""Uploaded images: checked by their first bytes, named after hash and size, stored in the service's database."""

import hashlib
import re
from io import BytesIO

from courant_kit.calls.errors import Invalid, NotFound, TooLarge
from courant_kit.store.models import Media
from courant_kit.wire.standard import MediaFile

LARGEST = 6_000_000
WIDEST = 99_999
_ROOT = re.compile(rb"<svg\b[^<>]*>", re.IGNORECASE)
_PIXELS = rb"""\s*=\s*(["'])\s*(\d{1,5}(?:\.\d{1,9})?)(?:px)?\s*\1"""
_SIGNATURES = {
    "png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    "jpg": (b"\xff\xd8\xff", "image/jpeg"),
    "gif": (b"GIF8", "image/gif"),
}


def content_type(data: bytes) -> tuple[str, str]:
    """The extension and media type of an image by its first bytes; raises Invalid for any other kind of file."""
    for extension, (signature, kind) in _SIGNATURES.items():
        if data.startswith(signature):
            return extension, kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp", "image/webp"
    if data[4:12] in {b"ftypavif", b"ftypavis"}:
        return "avif", "image/avif"
    if b"<svg" in data[:1000].lower():
        return "svg", "image/svg+xml"
    raise Invalid("This is not an image we know: PNG, JPEG, GIF, WebP, AVIF or SVG.", field="data")


def add(module: str, data: bytes) -> str:
    """Store an image and return its path on the site; the same image is stored only once.

    Raises TooLarge above LARGEST bytes, Invalid if it is not an image of a supported kind.
    """
    if len(data) > LARGEST:
        raise TooLarge(f"The image has {len(data):,} bytes; at most {LARGEST:,} are accepted.", field="data")
    extension, kind = content_type(data)
    name = hashlib.sha256(data).hexdigest()[:32]
    stored = Media.objects.filter(name__startswith=name).values_list("name", flat=True).first()
    if stored is None:
        stored = f"{name}{_size(data, extension)}.{extension}"
        Media.objects.get_or_create(name=stored, defaults={"content_type": kind, "data": data})
    return f"/media/{module}/{stored}"


def _size(data: bytes, extension: str) -> str:
    """The size of an image as its name has it, such as `-1200x480`; "" if it has none, as many SVGs."""
    width, height = _drawn(data) if extension == "svg" else _measured(data)
    return f"-{width}x{height}" if 0 < width <= WIDEST and 0 < height <= WIDEST else ""


def _measured(data: bytes) -> tuple[int, int]:
    import imagesize  # only a service to which somebody uploads

    width, height = imagesize.get(BytesIO(data))
    return width, height


def _drawn(data: bytes) -> tuple[int, int]:
    """The size of an SVG in pixels; zeros if its root does not say it."""
    root = _ROOT.search(data)
    found = [re.search(rb"\s" + name + _PIXELS, root[0]) if root else None for name in (b"width", b"height")]
    width, height = (round(float(one[2])) if one else 0 for one in found)
    return width, height


def get(name: str) -> MediaFile:
    """The image stored under `name`; raises NotFound if there is none."""
    stored = Media.objects.filter(name=name).first()
    if stored is None:
        raise NotFound("There is no such image.", field="name")
    return MediaFile(name=stored.name, content_type=stored.content_type, data=bytes(stored.data))
