"""Static files in memory, each under its plain name and under a permanent name with the hash of its content.

The names of the client's scripts contain their hash already (`client-1A2b3C4d.js`), because they import each other by
name. They have this permanent name only.
"""

import hashlib
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courant_web.front.response import StoredResponse, store
from courant_web.front.security_headers import STATIC

FOLDER = Path(__file__).parent.parent / "static"
PREFIX = "/static/"
_FOREVER = (b"cache-control", b"public, max-age=31536000, immutable")
_CHECKED = (b"cache-control", b"no-cache")
_BUILT = re.compile(r"(built/\w+)-[\w-]{8}(\.js)")
_TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".map": "application/json", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True)
class Assets:
    """The answers by path (`files`), and each file's hashed path by its name in the folder (`urls`)."""

    files: Mapping[bytes, StoredResponse]
    urls: Mapping[str, str]

    def url(self, *names: str) -> str:
        """The hashed path of the first of these files that exists, or ""; name the unbuilt file as a fallback."""
        return next((self.urls[name] for name in names if name in self.urls), "")


def load_assets(folder: Path = FOLDER) -> Assets:
    """Read every file of the folder into memory; the files are small and sent compressed."""
    files: dict[bytes, StoredResponse] = {}
    urls: dict[str, str] = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name, body = path.relative_to(folder).as_posix(), path.read_bytes()
        if built := _BUILT.fullmatch(name):
            urls[built[1] + built[2]] = PREFIX + name
            files[(PREFIX + name).encode()] = store(200, [*_headers(path), _FOREVER], body, lasting=True)
            continue
        urls[name] = PREFIX + _hashed(name, body)
        files[(PREFIX + name).encode()] = store(200, [*_headers(path), _CHECKED], body, lasting=True)
        files[urls[name].encode()] = store(200, [*_headers(path), _FOREVER], body, lasting=True)
        if path.parent == folder and path.stem == "favicon":
            for root in (f"/{name}", "/favicon.ico"):
                files[root.encode()] = files[(PREFIX + name).encode()]
    return Assets(files, urls)


def _hashed(name: str, body: bytes) -> str:
    stem, dot, extension = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(body).hexdigest()[:12]}{dot}{extension}"


def _headers(path: Path) -> list[tuple[bytes, bytes]]:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind == "application/json"
    return [(b"content-type", f"{kind}; charset=utf-8".encode() if text else kind.encode()), *STATIC]
