"""Where the content of uploads is: a folder on disk, or a bucket of an S3-compatible server.

A key is a path such as `blog/3f/3f…-1200x480.png`. What is under a key never changes, so writing it again is harmless.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from courant_kit.process.environment import SettingError

VARIABLE = "COURANT_MEDIA"
FOLDER = "media"


class Blobs(Protocol):
    """A place for content by key."""

    def put(self, key: str, data: bytes) -> None:
        """Store content durably."""
        ...

    def get(self, key: str) -> bytes | None:
        """The content under a key; None if there is none."""
        ...

    def drop(self, key: str) -> None:
        """Delete the content under a key, if there is any."""
        ...


class Folder:
    """Content in a folder. It is complete under its name or not there at all, also after a power cut."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def put(self, key: str, data: bytes) -> None:
        """Write a file of another name, sync it, rename it, and sync the folders that lead to it."""
        path = self._path(key)
        fresh = [folder for folder in path.parents if not folder.is_dir()]
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        for folder in {path.parent, *(one.parent for one in fresh)}:
            _sync(folder)

    def get(self, key: str) -> bytes | None:
        """The content of a file."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, key: str) -> None:
        """Delete a file."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        path = self._root / key
        if not path.is_relative_to(self._root) or ".." in path.parts:
            raise ValueError(f"{key!r} leads out of the folder of uploads")
        return path


class Bucket:
    """Content in a bucket of an S3-compatible server, through django-storages; imported on first use (40 MB)."""

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._opened: Any = None

    def put(self, key: str, data: bytes) -> None:
        """Store an object; the server acknowledges it when it is durable."""
        self._objects().put_object(Bucket=self._options["bucket_name"], Key=self._key(key), Body=data)

    def get(self, key: str) -> bytes | None:
        """The content of an object."""
        objects = self._objects()
        try:
            found = objects.get_object(Bucket=self._options["bucket_name"], Key=self._key(key))
        except objects.exceptions.NoSuchKey:
            return None
        return bytes(found["Body"].read())

    def drop(self, key: str) -> None:
        """Delete an object."""
        self._objects().delete_object(Bucket=self._options["bucket_name"], Key=self._key(key))

    def _key(self, key: str) -> str:
        return "/".join(filter(None, (self._options["location"], key)))

    def _objects(self) -> Any:
        """The client of django-storages' connection, which is one for each thread."""
        if self._opened is None:
            from storages.backends.s3 import S3Storage

            self._opened = S3Storage(**self._options)
        return self._opened.connection.meta.client


def blobs_at(address: str, folder: Path) -> Blobs:
    """The place that COURANT_MEDIA names: a folder of `folder` if it is empty, else a path or `s3://bucket/prefix`.

    Raises SettingError for anything else.
    """
    if not address:
        return Folder(folder / FOLDER)
    parts = urlsplit(address)
    if parts.scheme == "s3" and parts.netloc:
        return _bucket(address)
    if parts.scheme or not Path(address).is_absolute():
        raise SettingError(
            f"{VARIABLE} is {address!r}; it should be the complete path of a folder, or look like "
            "s3://bucket/prefix?endpoint=https://s3.example.org"
        )
    return Folder(Path(address))


def _bucket(address: str) -> Bucket:
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    if unknown := set(asked) - {"endpoint", "region"}:
        raise SettingError(f"{VARIABLE} has {min(unknown)!r}; after ? it should have endpoint or region")
    options: dict[str, Any] = {"bucket_name": parts.netloc, "location": parts.path.strip("/")}
    if "endpoint" in asked:
        options |= {"endpoint_url": asked["endpoint"][0], "addressing_style": "path"}
    if "region" in asked:
        options["region_name"] = asked["region"][0]
    return Bucket(**options)


@cache
def blobs() -> Blobs:
    """The place of this process."""
    return configured(os.environ)


def configured(environment: Mapping[str, str]) -> Blobs:
    """The place that these variables name: COURANT_MEDIA, COURANT_DATA; raises SettingError."""
    data = Path(environment.get("COURANT_DATA", "var")).resolve()
    return blobs_at(environment.get(VARIABLE, ""), data)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
