"""Reads the items of a WordPress export (WXR) one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Any

from courant_cli.imports.sources.xml_stream import Note, elements, name, words

_ZERO = "0000"
_QUARTER = timedelta(minutes=15)
_FARTHEST = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Reply:
    """A comment of an item; `approved` is WordPress' word: 1, 0, spam, trash, post-trashed."""

    number: str
    parent: str
    author: str
    mail: str
    moment: str
    text: str
    approved: str
    kind: str


@dataclass(slots=True)
class Item:
    """A post, page, attachment or other thing. Texts are as WordPress stores them, dates in ISO 8601 or "".

    `terms` are categories and tags: their kind, their words, and their name in addresses.
    """

    number: str
    kind: str
    title: str
    link: str
    guid: str
    creator: str
    body: str
    excerpt: str
    written: str
    changed: str
    slug: str
    status: str
    parent: str
    password: str
    sticky: bool
    attachment: str
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Author:
    """A login, and the name that readers see."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Address:
    """The address of the exported site."""

    site: str


def items(file: Path, note: Note) -> Iterator[Item | Author | Address]:
    """Everything in an export, in its order; `note` receives what is damaged."""
    for element in elements(file, ("item", "author", "base_blog_url"), note):
        kind = name(element)
        if kind == "item":
            yield _item(element)
        elif kind == "base_blog_url":
            yield Address((element.text or "").strip().rstrip("/"))
        elif login := words(element, "author_login"):  # RSS has an element `author` of its own
            yield Author(login, unescape(words(element, "author_display_name")) or login)


def _item(element: Any) -> Item:
    encoded = {str(one.tag): one.text or "" for one in element.findall("{*}encoded")}
    return Item(
        number=words(element, "post_id"),
        kind=words(element, "post_type") or "post",
        title=words(element, "title"),
        link=words(element, "link").strip(),
        guid=words(element, "guid").strip(),
        creator=words(element, "creator"),
        body=next((text for tag, text in encoded.items() if "/content/" in tag), ""),
        excerpt=next((text for tag, text in encoded.items() if "/excerpt/" in tag), ""),
        written=_moment(words(element, "post_date"), words(element, "post_date_gmt")),
        changed=_moment(words(element, "post_modified"), words(element, "post_modified_gmt")),
        slug=words(element, "post_name"),
        status=words(element, "status"),
        parent=words(element, "post_parent"),
        password=words(element, "post_password"),
        sticky=words(element, "is_sticky") == "1",
        attachment=words(element, "attachment_url").strip(),
        terms=[
            (one.get("domain", ""), unescape(one.text or ""), one.get("nicename", ""))
            for one in element.findall("{*}category")
        ],
        meta=_meta(element),
        replies=[_reply(one) for one in element.findall("{*}comment")],
    )


def _meta(element: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in element.findall("{*}postmeta"):
        found.setdefault(words(one, "meta_key"), []).append(words(one, "meta_value"))
    return found


def _reply(element: Any) -> Reply:
    return Reply(
        number=words(element, "comment_id"),
        parent=words(element, "comment_parent"),
        author=unescape(words(element, "comment_author")).strip(),
        mail=words(element, "comment_author_email").strip(),
        moment=_moment(words(element, "comment_date"), words(element, "comment_date_gmt")),
        text=words(element, "comment_content"),
        approved=words(element, "comment_approved"),
        kind=words(element, "comment_type") or "comment",
    )


def _moment(local: str, gmt: str) -> str:
    """The moment with the site's offset, which is in the file only as the difference of two times; drafts have one."""
    here, there = _time(local), _time(gmt)
    if here is None:
        return f"{there:%Y-%m-%dT%H:%M:%S}+00:00" if there else ""
    offset = here - there if there else timedelta(0)
    offset = round(offset / _QUARTER) * _QUARTER
    zone = timezone(offset) if abs(offset) <= _FARTHEST else UTC
    return here.replace(tzinfo=zone).isoformat()


def _time(words: str) -> datetime | None:
    try:
        return None if words.startswith(_ZERO) else datetime.strptime(words.strip(), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - the zone follows
    except ValueError:
        return None
