"""The picture that stands for a post (no I/O): the keys under which generators and themes name it."""

from collections.abc import Mapping
from typing import Any

from courant_cli.imports.reading.front_matter import flat, listed, one_line

_NAMES = (
    "image", "cover", "cover_image", "coverimage", "featured_image", "featuredimage", "feature_image", "featureimage",
    "featured", "banner", "hero", "hero_image", "heroimage", "header_image", "thumbnail", "thumb", "og_image",
    "ogimage", "teaser", "images",
)  # fmt: skip
_WITHIN = ("", ".image", ".src", ".url", ".path", ".teaser", ".feature", ".relative_path")
_TABLES = ("", "page.", "params.", "extra.", "header.", "meta.")
_DESCRIPTIONS = (".alt", "_alt", ".caption", "_caption", "alt", ".title")

IMAGES = frozenset(
    f"{table}{name}{key}" for table in _TABLES for name in _NAMES for key in (*_WITHIN, *_DESCRIPTIONS)
) | {"header.overlay_image"}
"""Keys of front matter that name a picture or describe it."""


def picture_of(values: Mapping[str, Any]) -> tuple[str, str]:
    """The address of the post's picture and its description; both empty if it has none."""
    found = dict(flat(values))
    if found.keys().isdisjoint(IMAGES):
        return "", ""
    for name in _NAMES:
        for table in _TABLES:
            for key in _WITHIN:
                address = next(iter(listed(found.get(f"{table}{name}{key}"))), "")
                if isinstance(address, str) and "." in address:
                    return address.strip(), _description(found, f"{table}{name}")
    return "", ""


def _description(found: Mapping[str, Any], name: str) -> str:
    return next(filter(None, (one_line(found.get(f"{name}{key}")) for key in _DESCRIPTIONS)), "")
