"""Pictures and files that people upload: checked, stored, narrowed for small windows, found again, and guarded.

Python gives a package the name of a folder in it as soon as that is imported, so `courant_kit.media` may be this
folder. It therefore has the names of the face's `media`, too (`courant_kit/content/media.py`).
"""

from typing import Any

_FACE = ("LARGEST", "Place", "add", "content_type", "get", "stands")


def __getattr__(name: str) -> Any:
    if name not in _FACE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from courant_kit.content import media  # it imports models, for which Django is set up first

    return getattr(media, name)
