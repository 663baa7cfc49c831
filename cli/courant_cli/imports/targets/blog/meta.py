"""What a post's front matter and file name say about it (no I/O): title, day, address, people, tags."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import PurePosixPath
from typing import Any

from courant_kit.content import slugs

from courant_cli.imports.reading.front_matter import flat, listed
from courant_cli.imports.sources.dialects import ALL
from courant_cli.imports.sources.jekyll import DAY, DRAFTS

LONGEST_SLUG, LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_TAG, MOST_TAGS = 80, 200, 500, 60, 20

_DAY_IN_PATH = re.compile(r"(?:^|/)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_ZONE = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)")
_PATHS = tuple(one.path for one in ALL)
_ALIASES = tuple(dict.fromkeys(one.aliases for one in ALL))
_SUMMARIES = tuple(one.summary for one in ALL)
_TAGS = tuple(dict.fromkeys(key for one in reversed(ALL) for key in one.tags))
_NO_SECTION = frozenset().union(*(one.folders for one in ALL))
_USED = {
    *_PATHS, *_ALIASES, *_SUMMARIES, *_TAGS, "title", "date", "section", "slug", "author", "authors", "draft",
}.union(*(one.keys for one in ALL))  # fmt: skip


@dataclass(slots=True)
class Meta:
    """Everything about a post except its text. `problems` lists what cannot be imported, as pairs of kind and value.

    `path` is its address on the old site, without slashes at the ends; `moment` is None if no date is known.
    """

    title: str
    slug: str
    moment: datetime | None
    path: str
    section: str = ""
    authors: list[str] = field(default_factory=list)
    summary: str = ""
    tags: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    draft: bool = False
    problems: list[tuple[str, str]] = field(default_factory=list)


def meta(file: str, values: Mapping[str, Any]) -> Meta:
    """The metadata of the post in `file` (a path below the folder) with this front matter."""
    name = _name(file)
    path = str(_first(values, *_PATHS) or "").strip("/")
    problems = [("key not imported", key) for key in unused(values)]
    title = " ".join(str(values.get("title") or "").split())
    moment = _moment(values.get("date"), path, name, problems)
    slug_words = str(values.get("slug") or PurePosixPath(path).name or DAY.sub("", name))
    slug = slug_of(slug_words.removesuffix(".html")) or slug_of(title) or "post"
    section = section_of(str(values.get("section") or "")) or _section(file)
    return Meta(
        title=_cut(title or _title(slug), LONGEST_TITLE, "title", problems),
        slug=slug,
        moment=moment,
        path=path or _old_path(name, section, slug),
        section=section,
        authors=[_cut(one, 200, "author", problems) for one in _names(values)],
        summary=_summary(values, problems),
        tags=_tags(values, problems),
        aliases=[str(one).strip("/") for one in listed(_first(values, *_ALIASES))],
        draft=values.get("draft") is True or values.get("published") is False or DRAFTS in file.split("/"),
        problems=problems,
    )


def slug_of(words: str) -> str:
    """The text as a slug of the blog: lowercase letters and digits of any script, plain Latin letters, hyphens."""
    return slugs.slug(words, latin=True)[:LONGEST_SLUG].strip("-_")


def section_of(words: str) -> str:
    """The text as a slug of a section, which has letters from a to z only; "" if it has others."""
    found = slug_of(words)[:60].strip("-_")
    return re.sub("-+", "-", found) if found.isascii() else ""


def unused(values: Mapping[str, Any]) -> list[str]:
    """The keys that have no equivalent in a post."""
    return [key for key, value in flat(values) if key not in _USED and value not in (None, "", [], False)]


def _name(file: str) -> str:
    path = PurePosixPath(file)
    return path.parent.name if path.stem == "index" and path.parent.name else path.stem


def _title(slug: str) -> str:
    words = slug.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _section(file: str) -> str:
    path = PurePosixPath(file)
    folders = path.parent.parent.parts if path.stem == "index" else path.parent.parts
    kept = [part for part in folders if part not in _NO_SECTION and not re.fullmatch(r"\d{4}|\d{2}", part)]
    return section_of(kept[0]) if kept else ""


def _old_path(name: str, section: str, slug: str) -> str:
    """The default address of a post: in Jekyll by its file's day, in Zola and Hugo by its section."""
    day = DAY.match(name)
    return "/".join(filter(None, (*day[0].strip("-").split("-"), slug) if day else (section, slug)))


def _moment(value: Any, path: str, name: str, problems: list[tuple[str, str]]) -> datetime | None:
    """The post's date, from its front matter, its old path or its file's name; a day means its beginning in UTC."""
    if value not in (None, ""):
        found = _understood(value)
        if found:
            return found
        problems.append(("bad date", str(value)))
    day = _DAY_IN_PATH.search(path) or _DAY_IN_PATH.search(name + "/")
    return _understood("{:0>4}-{:0>2}-{:0>2}".format(*day.groups())) if day else None


def _understood(value: Any) -> datetime | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(_ZONE.sub("", value.strip()))
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _names(values: Mapping[str, Any]) -> list[str]:
    people = listed(_first(values, "authors", "author"))
    names = (one.get("name", "") if isinstance(one, Mapping) else one for one in people)
    return [" ".join(str(name).split()) for name in names if name]


def _summary(values: Mapping[str, Any], problems: list[tuple[str, str]]) -> str:
    words = " ".join(str(_first(values, *_SUMMARIES) or "").split())
    return _cut(words, LONGEST_SUMMARY, "description", problems)


def _tags(values: Mapping[str, Any], problems: list[tuple[str, str]]) -> list[str]:
    found = dict(flat(values))
    names = [name for key in _TAGS for name in _words(found.get(key))]
    once = list({slugs.key(name): _cut(name, LONGEST_TAG, "tag", problems) for name in names}.values())
    problems += [("more tags than a post can have", name) for name in once[MOST_TAGS:]]
    return once[:MOST_TAGS]


def _words(value: Any) -> Iterable[str]:
    if isinstance(value, str):  # in Jekyll, tags may be words separated by spaces
        value = value.split(",") if "," in value else value.split()
    return filter(None, (" ".join(str(one).split()) for one in listed(value)))


def _first(values: Mapping[str, Any], *keys: str) -> Any:
    return next((values[key] for key in keys if values.get(key) not in (None, "", [])), None)


def _cut(words: str, longest: int, what: str, problems: list[tuple[str, str]]) -> str:
    if len(words) <= longest:
        return words
    problems.append((f"{what} cut to {longest} characters", words))
    return words[: longest - 1].rstrip() + "…"
