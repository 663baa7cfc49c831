"""Uploads, for a module's own code: images that it adds, and where uploads stand in its texts."""

from courant_kit.calls.errors import NotFound
from courant_kit.media import files
from courant_kit.media.files import LARGEST, add, content_type
from courant_kit.media.uses import Place, stands
from courant_kit.wire.standard import MediaFile

__all__ = ["LARGEST", "Place", "add", "content_type", "get", "stands"]


def get(name: str) -> MediaFile:
    """The file stored under `name`, whoever may see it; raises NotFound, Gone."""
    stored = files.row(name)
    data = files.content(stored.name)
    if data is None:
        raise NotFound("The content of this file is missing.", field="name")
    return MediaFile(name=stored.name, content_type=stored.content_type, data=data, size=len(data))
