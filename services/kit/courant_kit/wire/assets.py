"""The addresses of a module's browser files on the site, and the kinds of file that are served."""

import re
from pathlib import PurePosixPath

PREFIX = "/assets/"

KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
}
"""The content type of each kind of file, by its extension; no other kind is served."""

LONGEST = 200
_WORD = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
NAME = rf"{_WORD}(?:/{_WORD})*"
"""A file's name in the folder: no part of it begins with a dot. It has at most LONGEST characters."""


def content_type(name: str) -> str:
    """The content type of a file by its name; "" if a file with this name is not served."""
    served = len(name) <= LONGEST and re.fullmatch(NAME, name)
    return KINDS.get(PurePosixPath(name).suffix, "") if served else ""


def address(module: str, version: str, name: str) -> str:
    """The path on the site of a file in a module's folder; `version` is the hash of the folder."""
    return f"{PREFIX}{module}/{version}/{name}"
