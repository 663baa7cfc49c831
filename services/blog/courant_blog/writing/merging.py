"""Merges a post that somebody has written with what others have saved since, each field by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courant_kit.content.slugs import key
from courant_kit.history import authors, revisions
from courant_kit.merging import texts
from courant_kit.words import marked
from msgspec import structs

from courant_blog.history.keeping import others
from courant_blog.models import Post, Revision
from courant_blog.payloads import SavePost
from courant_blog.writing.tagging import names_in

MINE = marked("your text")
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged post, and by whom the other changes are.

    `clashes` are the fields that both changed, with the others' value: the merged post has the writer's. `places` is
    the number of places of its text that are left to decide. `base` is the text from which both began.
    """

    request: SavePost
    by: str
    clashes: dict[str, str]
    places: int
    base: str


def merge(post: Post, mine: SavePost) -> Merged:
    """The writer's post and what has been saved since its `base`, as one."""
    began = revisions.at(post.revisions, mine.base or 0)
    base = fields_of(began.title, began.text, began.fields) if began else {}
    theirs = fields_of(post.title, post.text, others(post))
    by = saved_by(post, mine.base or 0)
    text = texts.merge(base.get("text", ""), mine.text, post.text, (MINE, by))
    written = typed(mine)
    fields, clashes = {}, {}
    for name in written.keys() - {"text"}:
        fields[name], clash = _field(name, base.get(name), written[name], theirs[name])
        if clash:
            clashes[name] = theirs[name]
    merged = structs.replace(mine, text=text.text, base=post.version, **fields)
    return Merged(merged, by, clashes, text.conflicts, base.get("text", ""))


def fields_of(title: str, text: str, rest: Fields) -> dict[str, str]:
    """The fields of a post that people write, by name."""
    return {"title": title, "text": text, **rest}


def typed(mine: SavePost) -> dict[str, str]:
    """The fields that the writer's form had."""
    tags = mine.tags if isinstance(mine.tags, str | None) else ", ".join(mine.tags)
    by = mine.authors if isinstance(mine.authors, str | None) else ", ".join(mine.authors)
    part = None if mine.part is None else str(mine.part or "")
    fields = {"title": mine.title, "text": mine.text, "tags": tags, "section": mine.section, "summary": mine.summary,
              "slug": mine.slug, "date": mine.date, "authors": by, "cover": mine.cover, "cover_alt": mine.cover_alt,
              "series": mine.series, "part": part}  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}


def saved_by(post: Post, base: int) -> str:
    """The names of those who have changed a post since a version."""
    since: list[Revision] = list(post.revisions.filter(number__gt=base).order_by("-number").defer("stored"))
    names = [name for one in since for name in one.authors]
    return authors.joined(names, 100) or post.edited_by or "somebody"


def _field(name: str, base: str | None, mine: str, theirs: str) -> tuple[str, bool]:
    """The merged value of a field, and whether both changed it to different values, of which it then is the first."""
    if name == "tags":
        return ", ".join(_tags(names_in(base or ""), names_in(mine), names_in(theirs))), False
    mine_changed = base is None or _line(mine) != _line(base)
    theirs_changed = base is None or _line(theirs) != _line(base)
    if not mine_changed:
        return theirs, False
    return mine, theirs_changed and _line(mine) != _line(theirs)


def _tags(base: list[str], mine: list[str], theirs: list[str]) -> list[Any]:
    """Mine, without those that the others removed, and with those that they added."""
    had, have, has = ({key(name) for name in names} for names in (base, mine, theirs))
    stay = [name for name in mine if key(name) in has or key(name) not in had]
    return [*stay, *(name for name in theirs if key(name) not in had | have)]


def _line(words: str) -> str:
    return " ".join(words.split())
