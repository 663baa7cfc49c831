"""Stored uploads: their rows in the module's database, and their content in the storage of uploads."""

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils import timezone

from courant_kit.calls.errors import Gone, Invalid, NotFound, TooLarge
from courant_kit.media import kinds, names, pictures
from courant_kit.media.kinds import Kind
from courant_kit.media.storage import blobs
from courant_kit.store.models import Media
from courant_kit.words import gettext as _

LARGEST = 6_000_000
"""The bytes of an image that is added in one call."""

_HEIC = re.compile(r"\.hei[cf]$", re.IGNORECASE)
_ROOT = re.compile(rb"<svg\b[^<>]*>", re.IGNORECASE)
_PIXELS = rb"""\s*=\s*(["'])\s*(\d{1,5}(?:\.\d{1,9})?)(?:px)?\s*\1"""
_SEPARATORS = re.compile(r"[\x00-\x1f\x7f/\\]+")


def content_type(data: bytes) -> tuple[str, str]:
    """The extension and media type of an image by its content; raises Invalid for any other kind of file."""
    kind = _image(data)
    return kind.extension, kind.content_type


def add(module: str, data: bytes) -> str:
    """Store an image of the module's own as it is and return its path on the site; the same image is stored only once.

    Raises TooLarge above LARGEST bytes, Invalid if it is not an image of a supported kind.
    """
    if len(data) > LARGEST:
        raise TooLarge(
            _("The image has {count:,} bytes; at most {largest:,} are accepted.").format(
                count=len(data), largest=LARGEST
            ),
            field="data",
        )
    kind = _image(data)
    width, height = _drawn(data) if kind == kinds.SVG else _measured(data)
    return path(module, record(_stored(kind, data, width, height)).name)


@dataclass(frozen=True, slots=True)
class Made:
    """Content that is stored under a name, with what its row will say of it."""

    name: str
    fields: dict[str, Any]


def made(data: bytes, title: str, owner: str, *, others: bool, kept: bool = True) -> Made:
    """Store the content of an upload: a picture upright and without metadata, another file as it is.

    This takes time; `record` makes the row. Without `others` it must be a picture; without `kept` it is deleted if it
    stands nowhere for long. Raises Invalid.
    """
    title = named_by(title) if title else ""
    kind = kinds.kind_of(data, title)
    about: dict[str, Any] = {"title": title, "owner": owner, "kept": kept}
    if kind == kinds.SVG:
        data = pictures.drawn(data)
        return _stored(kind, data, *_drawn(data), **about)
    if kind.picture or kind == kinds.HEIC:
        return _pictured(kind, data, about)
    if not others:
        raise Invalid(
            _("“{title}” is not a picture: PNG, JPEG, GIF, WebP, AVIF, HEIC or SVG.").format(title=title), field="data"
        )
    return _stored(kind, data, 0, 0, **about)


def _image(data: bytes) -> Kind:
    kind = kinds.kind_of(data)
    if not kind.picture:
        raise Invalid(_("This is not an image we know: PNG, JPEG, GIF, WebP, AVIF or SVG."), field="data")
    return kind


def _pictured(kind: Kind, data: bytes, about: dict[str, Any]) -> Made:
    picture = pictures.made(data, kind.extension)
    if kind == kinds.HEIC:
        kind, about = kinds.JPEG, {**about, "title": f"{_HEIC.sub('', about['title'])}.jpg"}
    return _stored(kind, picture.data, picture.width, picture.height, moving=picture.moving, **about)


def named_by(title: str) -> str:
    """The name of a file on its owner's device as a title: its last part, on one line."""
    return _SEPARATORS.split(title.strip())[-1].strip()[:200] or "file"


def path(module: str, name: str) -> str:
    """The path of an upload on the site."""
    return f"/media/{module}/{name}"


def row(name: str) -> Media:
    """The row of an upload, or of the upload that a rendering belongs to; raises NotFound, or Gone if it is removed."""
    found = names.parted(name)
    stored = Media.objects.filter(name=found.upload).first() if found else None
    if stored is None:
        raise NotFound(_("There is no such file."), field="name")
    if stored.removed:
        raise Gone(_("This file has been removed."), field="name")
    return stored


def content(name: str) -> bytes | None:
    """The content of an upload or a rendering; None if the rendering has not been made yet."""
    return blobs().get(key(name))


def narrow(stored: Media, name: str) -> tuple[bytes, str]:
    """The content and media type of a rendering, made now if there is none; one that moves stays as it is."""
    found = names.parted(name)
    width = found.width if found else 0
    original = blobs().get(key(stored.name))
    if original is None:
        raise NotFound(_("The content of this file is missing."), field="name")
    if stored.moving or not width:
        return original, stored.content_type
    if (again := content(name)) is not None:
        return again, kinds.AVIF.content_type
    picture = _narrowed(original, stored, width)
    if picture is None:
        return original, stored.content_type
    blobs().put(key(name), picture.data)
    return picture.data, kinds.AVIF.content_type


def _narrowed(original: bytes, stored: Media, width: int) -> pictures.Picture | None:
    """A rendering; None if there can be none, as of what a program added that is damaged: nobody tries that again."""
    try:
        picture = pictures.narrowed(original, names.extension(stored.name), width)
    except Invalid:
        picture = None
    if picture and picture.data:
        return picture
    Media.objects.filter(name=stored.name).update(moving=True)
    return None


def drop(name: str) -> None:
    """Delete the content of an upload and its renderings."""
    for one in (name, *(names.narrowed(name, width) for width in names.widths(name))):
        blobs().drop(key(one))


def key(name: str) -> str:
    """The key of an upload or a rendering in the storage of uploads."""
    return f"{settings.MODULE_NAME}/{name[:2]}/{name}"


def record(content: Made) -> Media:
    """The row of stored content, created in a transaction unless there is one; a removed file is restored.

    What somebody uploads again counts as used just now, and what somebody who keeps the library uploads is kept.
    """
    stored, is_new = Media.objects.get_or_create(name=content.name, defaults=content.fields)
    if not is_new:
        stored.removed, stored.left = None, timezone.now()
        stored.kept = stored.kept or content.fields["kept"]
        stored.save(update_fields=["removed", "left", "kept"])
    return stored


def _stored(kind: Kind, data: bytes, width: int, height: int, **about: Any) -> Made:
    digest = hashlib.sha256(data).hexdigest()
    known = Media.objects.filter(name__startswith=digest[: names.HASH]).values_list("name", flat=True).first()
    name = known or names.named(digest, kind.extension, width, height)
    if known is None or blobs().get(key(name)) is None:
        blobs().put(key(name), data)
    return Made(name, {"content_type": kind.content_type, "size": len(data), "kept": True, **about})


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
