"""When a post was written and last changed (no I/O), by its front matter, its old address or its file's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from courant_cli.imports.reading.dates import Written, in_path, understood

#: The date of a post, the first that is there; Hugo's order.
_WRITTEN = (
    "date", "publishdate", "publish_date", "pubdate", "pub_date", "published", "published_at", "publishedat",
    "published_date", "publisheddate", "published_on", "date_published", "datepublished", "publish",
    "pubdatetime", "pub_datetime", "publishdatetime", "published_time", "publishedtime",
)  # fmt: skip
_CREATED = (
    "datecreated", "date_created", "created", "created_at", "createdat", "created_on", "creation_date", "creationdate",
    "posted", "post_date", "postdate", "extra.date",
    "datum", "fecha", "data", "tarih", "дата", "日期", "日付", "날짜", "تاريخ", "תאריך", "तारीख", "ngày", "ημερομηνία",
)  # fmt: skip
_UPDATED = (
    "lastmod", "updated", "modified", "last_modified_at", "last_modified", "lastmodified", "last_updated",
    "lastupdated", "updated_at", "updatedat", "updated_on", "date_updated", "dateupdated", "date_modified",
    "datemodified", "modified_at", "update_date", "updatedate", "updateddate", "extra.updated",
    "moddatetime", "mod_datetime", "update_time", "modified_time", "aktualisiert", "更新日期", "更新日",
)  # fmt: skip

#: What Eleventy takes from the file itself: no date that somebody wrote.
_OF_THE_FILE = {"last modified", "created", "git last modified", "git created"}

KEYS = {one for key in (*_WRITTEN, *_CREATED, *_UPDATED) for one in (key, key.replace("_", "-"))} | {
    "date.created",
    "date.updated",
    "date.published",
    "date.modified",
}
"""Keys of front matter that are dates of a post."""


@dataclass(slots=True)
class Dates:
    """The dates of a post: a moment in its author's zone, whether it has a time, and the last change.

    `unclear` are reasons to keep the post private: a date that cannot be read may lie in the future.
    """

    moment: datetime | None = None
    timed: bool = False
    updated: datetime | None = None
    unclear: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def day(self) -> date | None:
        """The author's day."""
        return self.moment.date() if self.moment else None


def dates(values: Mapping[str, Any], path: str, name: str) -> Dates:
    """The dates of a post with this front matter, old address (or "") and file name."""
    found = Dates()
    values = {key.replace("-", "_"): value for key, value in values.items()}
    if isinstance(values.get("date"), Mapping):  # MkDocs: `date: {created: ..., updated: ...}`
        several = values["date"]
        values = {"lastmod": several.get("updated") or several.get("modified"), **values}
        values["date"] = several.get("created") or several.get("published") or several.get("date")
    if str(values.get("date")).strip().lower() in _OF_THE_FILE:
        del values["date"]
    wiki_js = "datecreated" in values and "editor" in values  # there, `date` is the last change
    written = None if wiki_js else _read(values, _WRITTEN[:1], found)
    written = written or _first(values, _WRITTEN[1:]) or in_path(path) or in_path(name) or _first(values, _CREATED)
    changed = _first(values, ("date",) if wiki_js else _UPDATED)
    written = written or changed
    if written:
        found.moment, found.timed = written
    if changed and written and written.moment < changed.moment <= datetime.now(UTC):
        found.updated = changed.moment
    return found


def _read(values: Mapping[str, Any], keys: tuple[str, ...], found: Dates) -> Written | None:
    for key in keys:
        value = values.get(key)
        if value not in (None, ""):
            if date := understood(value):
                return date
            found.problems.append(("bad date", str(value)))
            found.unclear.append(f"{key}: {str(value)[:80]} (not understood)")
    return None


def _first(values: Mapping[str, Any], keys: tuple[str, ...]) -> Written | None:
    said = (value for key in keys if (value := _at(values, key)) is not None)
    return next(filter(None, map(understood, said)), None)


def _at(values: Mapping[str, Any], key: str) -> Any:
    table, dot, name = key.rpartition(".")
    within = values.get(table) if dot else values
    return within.get(name) if isinstance(within, Mapping) else None
