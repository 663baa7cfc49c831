"""Files of the branch as pages (no I/O): what a file says, under which path, and whether two say the same."""

import re
from dataclasses import dataclass, field
from typing import Any

from courant_cli.exports.folder import texts
from courant_cli.exports.folder.names import filed
from courant_cli.exports.folder.texts import Unreadable

FOLDER, ENDING = "wiki/", ".md"
UPLOADS = "media/wiki/"
LARGEST = 2_000_000
"""The bytes of a file, at most; a page has less."""
LONGEST = {"title": 200, "text": 400_000, "tag": 50, "path": 500, "id": 2000}
MOST = {"tags": 30, "aliases": 1000}
"""The limits of the wiki's pages. The wiki checks them too; here they say whether a file is one to merge with."""

_UPLOAD = re.compile(r"/media/wiki/([^\s\"'()<>\[\]\\/?#]+)")
_HEADING = re.compile(r"#[ \t]+(.+?)[ \t]*#*")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's front matter and text; `wrong` is a sentence if it cannot be a page, with what of it can be read."""

    fields: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    wrong: str = ""

    @property
    def id(self) -> str:
        """The id of its page; "" if it names none."""
        found = self.fields.get("id")
        return found if isinstance(found, str) else ""

    @property
    def path(self) -> str:
        """The path that it names; "" if it names none."""
        return str(self.fields.get("path") or "").strip("/")


def is_page(name: str) -> bool:
    """Whether a file of the branch is a page."""
    return name.startswith(FOLDER) and name.endswith(ENDING) and len(name) > len(FOLDER) + len(ENDING)


def parsed(content: bytes) -> Document:
    """What a file says; one without front matter is all text."""
    if len(content) > LARGEST:
        return Document(wrong=f"It has {len(content):,} bytes; at most {LARGEST:,} are read.")
    said = content.decode("utf-8", "replace").replace("\r\n", "\n")
    try:
        content.decode()
        fields, text = texts.read(said) if said.startswith("---\n") else ({}, said.rstrip("\n"))
    except UnicodeDecodeError:
        return Document({}, _body(said), "It is not UTF-8.")
    except Unreadable as problem:
        return Document({}, _body(said), f"In the file, {problem}.")
    one = Document(fields, text)
    return Document(fields, text if len(text) <= LONGEST["text"] else "", wrong) if (wrong := _broken(one)) else one


def state(file: str, one: Document, was: Document | None = None, was_file: str = "") -> dict[str, Any]:
    """What the file says of its page, for the wiki. With the document before, what changed decides about the path."""
    return {
        "path": _path(file, one, was, was_file), "title": _title(file, one), "text": one.text,
        "tags": _words(one.fields.get("tags")), "language": str(one.fields.get("language") or ""),
        "position": _number(one.fields.get("position")), "aliases": _words(one.fields.get("aliases")),
    }  # fmt: skip


def same(one: Document, other: Document) -> bool:
    """Whether two files say the same of a page, apart from what follows from its text and its history."""
    return _meaning(one) == _meaning(other)


def named(text: str) -> set[str]:
    """The names of the wiki's uploads in a text."""
    return set(_UPLOAD.findall(text))


def renamed(text: str, names: dict[str, str]) -> str:
    """The text with other names of uploads."""
    return _UPLOAD.sub(lambda found: f"/media/wiki/{names.get(found[1], found[1])}", text)


def _body(said: str) -> str:
    """What is below front matter that cannot be read, or all of it; "" if that is more than a page can have."""
    _, fence, text = said.partition("\n---\n")
    body = (text if fence and said.startswith("---\n") else said).strip("\n")
    return body if len(body) <= LONGEST["text"] else ""


def _broken(one: Document) -> str:
    """Which limit of pages a file breaks, as a sentence; "" if none."""
    said = state("", one)
    lengths = {"title": len(" ".join(said["title"].split())), "text": len(one.text), "path": len(one.path),
               "id": len(one.id), "tag": max(map(len, said["tags"]), default=0)}  # fmt: skip
    for name, length in lengths.items():
        if length > LONGEST[name]:
            return f"Its {name} has {length:,} characters; at most {LONGEST[name]:,} are allowed."
    for name, most in MOST.items():
        if len(said[name]) > most:
            return f"It has {len(said[name]):,} {name}; at most {most:,} are allowed."
    words = [one.text, one.id, *(str(value) for value in said.values())]
    if any("\x00" in value for value in (*words, *said["tags"], *said["aliases"])):
        return "It has a character NUL."
    return ""


def _meaning(one: Document) -> dict[str, Any]:
    said = state("", one)
    return {**said, "text": one.text.rstrip(), "aliases": sorted(said["aliases"]), "id": one.id, "wrong": one.wrong}


def _path(file: str, one: Document, was: Document | None, was_file: str) -> str:
    from_name = file.removeprefix(FOLDER).removesuffix(ENDING)
    if not one.path or not file:
        return one.path or from_name
    if was is not None:
        if one.path != was.path:
            return one.path
        return from_name if file != was_file else one.path
    stem = re.sub(r"~\d+$", "", from_name)
    return one.path if filed(one.path) in {from_name, stem} else from_name


def _title(file: str, one: Document) -> str:
    if said := one.fields.get("title"):
        return str(said)
    heading = next((found for line in one.text.split("\n", 40)[:40] if (found := _HEADING.fullmatch(line))), None)
    stem = file.removesuffix(ENDING).rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return heading[1] if heading else stem[:1].upper() + stem[1:]


def _words(found: Any) -> list[str]:
    items = found if isinstance(found, list) else str(found).split(",") if found else []
    return [str(one).strip() for one in items if str(one).strip()]


def _number(found: Any) -> int:
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 2**31 else 0
