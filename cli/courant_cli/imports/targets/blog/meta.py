"""What a post's front matter and file name say about it (no I/O): title, day, people, tags, whether it is public."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from courant_kit.content import slugs

from courant_cli.imports.reading import withheld
from courant_cli.imports.reading.front_matter import every, flat, listed, one_line
from courant_cli.imports.reading.withheld import State
from courant_cli.imports.sources import old_addresses
from courant_cli.imports.sources.dialects import ALL
from courant_cli.imports.sources.jekyll import DAY
from courant_cli.imports.sources.site import Site
from courant_cli.imports.targets.blog import around, dating
from courant_cli.imports.targets.blog.picture import IMAGES, picture_of

LONGEST_SLUG, LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_TAG, MOST_TAGS, LONGEST_SERIES = 80, 200, 500, 60, 20, 100

PRIVATE = "imported as a draft"
_KINDS = {
    "draft": PRIVATE, "review": "imported as a draft in review", "scheduled": "imported as a draft that is scheduled",
    "unlisted": "imported as unlisted: only its address leads to it",
}  # fmt: skip

_SUMMARIES = (*(one.summary for one in ALL), "abstract", "subtitle", "tldr", "lead")
_TAGS = tuple(dict.fromkeys(key for one in reversed(ALL) for key in one.tags))
_NO_SECTION = frozenset({"src", "source", "docs"}).union(*(one.folders for one in ALL))
_USED = {
    *old_addresses.NAMED, *old_addresses.ALIASES, *_SUMMARIES, *_TAGS, *IMAGES, *dating.KEYS, "title", "section",
    "slug", "author", "authors", "editor", "guid", "wordpress_id", "wp_id", "post_id", "shortlink",
    *around.KEYS,
}.union(*(one.keys for one in ALL))  # fmt: skip


@dataclass(slots=True)
class Meta:
    """Everything about a post except its text. `problems` lists what cannot be imported, as pairs of kind and value.

    `moment` is None if no date is known, and in the zone that its author wrote; `timed` is whether it has a time.
    `path` is the likeliest address on the old site, without slashes at the ends (certain if it is `named`); `others`
    are further ones. `language` is its code, if it is not the site's, and `called` its file without it. `image` is the
    address of the picture that stands for the post, and `pictured` its description. `state` is "" for a published
    post. `shared` is what translations of each other have in common, if the front matter says it.
    """

    title: str
    slug: str
    moment: datetime | None
    path: str
    named: bool = False
    timed: bool = False
    updated: datetime | None = None
    section: str = ""
    authors: list[str] = field(default_factory=list)
    summary: str = ""
    tags: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    language: str = ""
    called: str = ""
    image: str = ""
    pictured: str = ""
    state: State = ""
    series: str = ""
    part: int = 0
    pinned: bool = False
    shared: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def draft(self) -> bool:
        """Whether only editors will see it."""
        return self.state in {"draft", "review", "scheduled"}


def meta(file: str, values: Mapping[str, Any], site: Site | None = None, reasons: Iterable[str] = ()) -> Meta:
    """The metadata of the post in `file` (a path below the folder) with this front matter (keys in lower case).

    `reasons` not to publish it come from elsewhere: its folder, its section, what could not be read.
    """
    site = site or Site()
    language, name = site.language_of(file), _name(site.without_language(file))
    problems = [("key not imported", key) for key in unused(values)]
    title = one_line(values.get("title"))
    dates = dating.dates(values, str(next(filter(None, map(values.get, old_addresses.NAMED)), "")), name)
    old = old_addresses.old_addresses(file, values, title, dates.day, site)
    slug = _slug(values, old.path, f"{name}-{language}".removesuffix("-"), title)
    section = section_of(str(values.get("section") or "")) or _section(file)
    image, pictured = picture_of(values)
    elsewhere = list(reasons)
    against = [*elsewhere, *withheld.by_keys(values, datetime.now(UTC)), *dates.unclear]
    now = datetime.now(UTC)
    state = _state(values, dates, now, certain=not (elsewhere or dates.unclear))
    problems += [*dates.problems, *old.problems, *((_KINDS[state or "draft"], one) for one in dict.fromkeys(against))]
    series, part = around.series_of(values)
    return Meta(
        title=_cut(title or _title(slug), LONGEST_TITLE, "title", problems),
        slug=slug,
        moment=dates.moment,
        timed=dates.timed,
        updated=dates.updated,
        path=old.path,
        named=old.named,
        section=section,
        authors=[_cut(one, 200, "author", problems) for one in _names(values)],
        summary=_summary(values, problems),
        tags=_tags(values, problems),
        others=old.others,
        aliases=old.aliases,
        whole=old.whole,
        queries=old.queries,
        language=language or around.language(values),
        called=site.without_language(file),
        image=image,
        pictured=pictured,
        state=state,
        series=_cut(series, LONGEST_SERIES, "series", problems),
        part=part,
        pinned=around.is_pinned(values),
        shared=around.shared(values),
        problems=problems + [("will not be taken back by itself", until) for until in [_until(values)] if until],
    )


def _state(values: Mapping[str, Any], dates: dating.Dates, now: datetime, *, certain: bool) -> State:
    """The state of a post; `certain` means that nothing but its own keys says anything against publishing it.

    The moment at which a scheduled post is published becomes its date.
    """
    state = withheld.state_of(values, now) if certain else "draft"
    moment = withheld.planned(values, now) or dates.moment
    if state == "scheduled":
        if moment is None or moment <= now:
            return "draft"
        dates.timed = dates.timed if moment == dates.moment else True
        dates.moment = moment
    return state


def slug_of(words: str) -> str:
    """The text as a slug of the blog: lowercase letters and digits of any script, plain Latin letters, hyphens."""
    return slugs.slug(words, latin=True)[:LONGEST_SLUG].strip("-_")


def section_of(words: str) -> str:
    """The text as a slug of a section, which has letters from a to z only; "" if it has others."""
    found = slug_of(words)[:60].strip("-_")
    return re.sub("-+", "-", found) if found.isascii() else ""


def unused(values: Mapping[str, Any]) -> list[str]:
    """The keys that have no equivalent in a post."""
    told = ((key, value) for key, value in flat(values) if key not in _USED and not withheld.tells(key))
    return [key for key, value in told if value not in (None, "", [], False, "false")]


def _until(values: Mapping[str, Any]) -> str:
    return withheld.ending(values, datetime.now(UTC))


def _slug(values: Mapping[str, Any], path: str, name: str, title: str) -> str:
    words = [str(values.get("slug") or ""), *([PurePosixPath(path).name] if _named(values) else []), DAY.sub("", name)]
    found = (slug_of(re.sub(r"\.html?$", "", one)) for one in (*words, title) if one)
    return next(filter(None, found), "post")


def _named(values: Mapping[str, Any]) -> bool:
    return any(values.get(key) for key in old_addresses.NAMED)


def _name(file: str) -> str:
    path = PurePosixPath(file)
    return path.parent.name if path.stem.split(".")[0] == "index" and path.parent.name else path.stem


def _title(slug: str) -> str:
    words = slug.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _section(file: str) -> str:
    path = PurePosixPath(file)
    folders = path.parent.parent.parts if path.stem.split(".")[0] == "index" else path.parent.parts
    kept = [part for part in folders if part not in _NO_SECTION and not re.fullmatch(r"\d{4}|\d{2}", part)]
    return section_of(kept[0]) if kept else ""


def _names(values: Mapping[str, Any]) -> list[str]:
    people = listed(_first(values, "authors", "author"))
    names = (one.get("name", "") if isinstance(one, Mapping) else one for one in people)
    return [one_line(name) for name in names if name]


def _summary(values: Mapping[str, Any], problems: list[tuple[str, str]]) -> str:
    words = one_line(_first(values, *_SUMMARIES))
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
    return dict.fromkeys(filter(None, map(one_line, every(value))))


def _first(values: Mapping[str, Any], *keys: str) -> Any:
    return next((values[key] for key in keys if values.get(key) not in (None, "", [])), None)


def _cut(words: str, longest: int, what: str, problems: list[tuple[str, str]]) -> str:
    if len(words) <= longest:
        return words
    problems.append((f"{what} cut to {longest} characters", words))
    return words[: longest - 1].rstrip() + "…"
