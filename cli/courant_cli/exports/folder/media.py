"""The libraries of pictures and files: their content beside the texts, and a list of what is said of each file."""

import hashlib
from collections.abc import Iterator
from typing import Any

from courant_kit.calls.errors import Gone, NotFound
from courant_kit.media import names
from courant_kit.process.wamp import Session

from courant_cli.exports import pieces
from courant_cli.exports.folder import texts
from courant_cli.exports.folder.shelf import Shelf
from courant_cli.imports.telling import Tell

MODULES = ("blog", "wiki")
PAGE = 100
LARGEST = 64_000_000
_SAID = ("name", "title", "alt", "folder", "content_type")


def index(module: str) -> str:
    """The file with what a library says of its files."""
    return f"media/{module}.json"


def place(module: str, name: str) -> str:
    """The file of an upload: where texts name it, below the folder of the export."""
    return f"media/{module}/{name}"


def is_named(name: str, content: bytes) -> bool:
    """Whether a file has the content that its name is the hash of."""
    return hashlib.sha256(content).hexdigest()[: names.HASH] == name[: names.HASH]


async def export(session: Session, shelf: Shelf, tell: Tell) -> int:
    """Write all files of all libraries; how many there are."""
    found = [(module, one) for module in MODULES for one in await _library(session, module)]
    done: list[str] = []

    async def fetch(item: tuple[str, dict[str, Any]]) -> None:
        module, one = item
        await _file(session, shelf, module, one["name"])
        done.append(one["name"])
        tell("Files", len(done), len(found))

    await pieces.each(found, fetch)
    for module in MODULES:
        said = [{name: one[name] for name in _SAID if one[name]} for owner, one in found if owner == module]
        if said:
            shelf.put(index(module), texts.listed(sorted(said, key=_name)))
    return len(found)


async def _library(session: Session, module: str) -> list[dict[str, Any]]:
    """Everything that a library says of its files, with the deepest folder that has each."""
    found, folders = await _listed(session, module, "")
    within = {one["name"]: {**one, "folder": ""} for one in found}
    for folder in sorted(folders, key=len):
        for one in (await _listed(session, module, folder))[0]:
            within.setdefault(one["name"], {**one})["folder"] = folder
    return list(within.values())


async def _listed(session: Session, module: str, folder: str) -> tuple[list[dict[str, Any]], list[str]]:
    found: list[dict[str, Any]] = []
    while True:
        answer = await session.call(f"courant.{module}.media.list", folder=folder, start=len(found), limit=PAGE)
        found += answer["files"]
        if not answer["more"]:
            return found, answer["folders"]


async def _file(session: Session, shelf: Shelf, module: str, name: str) -> None:
    where = place(module, name)
    if shelf.has(where, lambda content: is_named(name, content)):
        return
    try:
        content = await _content(session, module, name)
    except (NotFound, Gone):
        return  # it was removed meanwhile
    shelf.put(where, content)


async def _content(session: Session, module: str, name: str) -> bytes:
    got: list[bytes] = []
    size, have = 1, 0
    while have < size:
        answer = await session.call(f"courant.{module}.media.get", name=name, start=have)
        size, piece = answer["size"] or len(answer["data"]), answer["data"]
        if not piece:
            break
        got.append(piece)
        have += len(piece)
    return b"".join(got)


def _name(one: dict[str, Any]) -> str:
    return str(one["name"])


def described(content: str) -> Iterator[dict[str, Any]]:
    """What such a list says of each file, without what cannot be the name of an upload; raises Unreadable."""
    for one in texts.read_list(content):
        if isinstance(one.get("name"), str) and names.parted(one["name"]):
            yield one
