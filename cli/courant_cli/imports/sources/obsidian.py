"""Obsidian: a vault of notes. Links find notes as Obsidian finds them, embeds become pictures or links.

https://help.obsidian.md/links and https://help.obsidian.md/callouts
"""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from courant_kit.content.slugs import slug

from courant_cli.imports.reading.addresses import masked
from courant_cli.imports.reading.folder import PICTURES, Folder
from courant_cli.imports.reading.front_matter import Unreadable, listed, parted
from courant_cli.imports.sources.export import Export
from courant_cli.imports.sources.marks.changing import outside
from courant_cli.imports.sources.vault import address, is_note, rewritten
from courant_cli.imports.staging import Staging

_LINK = re.compile(
    r"(?P<shown>!?)\[\[(?P<name>[^\[\]|#\n]*?)(?P<part>#[^\[\]|\n]*?)?(?:\\?\|(?P<words>[^\[\]\n]*))?\]\]"
)
_SIZE = re.compile(r"\d+(?:x\d+)?")
_TAG = re.compile(r"(?<![\w/#&])#(?P<tag>(?=[\w/-]*[^\W\d])[\w/-]+)")
_CALLOUT = re.compile(
    r"^(?P<quote>(?:[ \t]*>)+[ \t]*)\[!(?P<kind>[\w-]+)\](?P<fold>[-+]?)[ \t]*(?P<title>.*)$", re.MULTILINE
)
_FRONT = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_KINDS = {
    "tip": "TIP", "hint": "TIP", "important": "IMPORTANT", "success": "TIP", "check": "TIP", "done": "TIP",
    "warning": "WARNING", "caution": "CAUTION", "attention": "WARNING", "failure": "CAUTION", "fail": "CAUTION",
    "missing": "CAUTION", "danger": "CAUTION", "error": "CAUTION", "bug": "CAUTION",
}  # fmt: skip


def unpack(path: Path, staging: Staging) -> None:
    """Write the notes of a vault with links that any reader of Markdown understands."""
    vault = _Vault(path, staging)
    rewritten(path, staging, vault.note)


class _Vault:
    def __init__(self, path: Path, staging: Staging) -> None:
        self._staging = staging
        folder = Folder(path)
        self._files = list(folder.files())
        self._names: dict[str, list[str]] = {}
        for file in self._files:
            for name in _names(file):
                self._names.setdefault(name, []).append(file)
        for file in filter(is_note, self._files):
            for alias in _aliases(folder, file):
                self._names.setdefault(alias.casefold(), [file])

    def note(self, file: str, text: str) -> str:
        """A note with ordinary links, callouts of the five kinds, and its tags in its front matter."""
        front = _FRONT.match(text)
        head, body = (front[0], text[front.end() :]) if front else ("", text)
        tags = list(dict.fromkeys(found["tag"] for found in _TAG.finditer(masked(body))))
        body = outside(body, _LINK, lambda found: self._link(file, found))
        body = outside(body, _CALLOUT, _callout)
        return _tagged(head, tags) + body

    def found(self, name: str, beside: str) -> str:
        """The file that a link means: its path in the vault, else beside the note, else the one nearest to the top."""
        wanted = name.strip().strip("/").casefold()
        there = self._names.get(wanted, [])
        above = PurePosixPath(beside).parent
        whole = [one for one in there if wanted in (one.casefold(), one.casefold().removesuffix(".md"))]
        near = [one for one in there if PurePosixPath(one).parent == above]
        return next(iter([*whole, *near, *sorted(there, key=lambda one: (one.count("/"), one))]), "")

    def _link(self, file: str, found: re.Match[str]) -> str:
        name, part, words = found["name"].strip(), (found["part"] or "").strip("#").strip(), found["words"] or ""
        there = self.found(name, file) if name else file
        shown = words.strip() or " > ".join(filter(None, (name, part.lstrip("^"))))
        if not there:
            self._staging.note(file, "link to a note that is not there", [name])
            return shown
        if found["shown"] and PurePosixPath(there).suffix.lower() in PICTURES:
            described = "" if _SIZE.fullmatch(words) else words.partition("|")[0]
            return f"![{described}]({address(there)})"
        if found["shown"] and is_note(there):
            self._staging.note(file, "note within a note, which becomes a link", [name])
        return f"[{shown}]({address(there, slug(part.rpartition('#')[2].lstrip('^'))) if name else '#' + slug(part)})"


def _names(file: str) -> set[str]:
    path = PurePosixPath(file)
    names = {file, path.name} | ({path.stem, path.with_suffix("").as_posix()} if is_note(file) else set())
    return {name.casefold() for name in names}


def _aliases(folder: Folder, file: str) -> Iterable[str]:
    try:
        values = parted(folder.read(file)).values
    except Unreadable:
        return ()
    return [str(one) for key in ("aliases", "alias") for one in listed(values.get(key))]


def _callout(found: re.Match[str]) -> str:
    title = found["title"].strip()
    kind = _KINDS.get(found["kind"].lower(), "NOTE")
    title = title or ("" if found["kind"].upper() == kind else found["kind"].capitalize())
    return f"{found['quote']}[!{kind}]{f' {title}' if title else ''}"


def _tagged(head: str, tags: list[str]) -> str:
    """The front matter with the tags that stand in the text; there, they stay."""
    if not tags or re.search(r"^tags?:", head, re.MULTILINE | re.IGNORECASE):
        return head
    line = f"tags: [{', '.join(tags)}]\n"
    return f"{head.rstrip().removesuffix('---')}{line}---\n" if head else f"---\n{line}---\n"


OBSIDIAN = Export("obsidian", "a vault of Obsidian", lambda path: (path / ".obsidian").is_dir(), unpack, finished=False)
