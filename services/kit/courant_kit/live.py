"""Live fragments, pure: their ids and topics, what an event carries, and how one version leads to the next."""

import re
from dataclasses import dataclass
from typing import Any

import msgspec

_ID = re.compile(
    r"(?P<module>[a-z][a-z0-9_]*)\.(?P<kind>[a-z][a-z0-9_]*)"
    r"(?:-(?P<key>[A-Za-z0-9_-]+))?(?:/(?P<part>[A-Za-z0-9_-]+))?"
)
_ELEMENT = re.compile(r'<[a-z][a-z0-9-]* data-live="([^"]+)" data-version="(-?\d+)"')


@dataclass(frozen=True, slots=True)
class FragmentId:
    """`<module>.<kind>[-<key>][/<part>]`: what a fragment shows, and which part of it."""

    module: str
    kind: str
    key: str = ""
    part: str = ""

    @classmethod
    def parse(cls, text: str) -> "FragmentId":
        """The id written as `text`; raises ValueError when it is none."""
        found = cls.match(text)
        if found is None:
            raise ValueError(f"{text!r} is not a fragment id")
        return found

    @classmethod
    def match(cls, text: str) -> "FragmentId | None":
        """The id written as `text`, or None when it is none."""
        found = _ID.fullmatch(text)
        return cls(**{name: value or "" for name, value in found.groupdict().items()}) if found else None

    @property
    def name(self) -> str:
        """The last component of its topic."""
        return f"{self.kind}-{self.key}" if self.key else self.kind

    @property
    def base(self) -> str:
        """The id without its part: what has the version."""
        return f"{self.module}.{self.name}"

    def __str__(self) -> str:
        return f"{self.base}/{self.part}" if self.part else self.base


class Item(msgspec.Struct, frozen=True):
    """One child of a list fragment: `html` is a single element whose `id` attribute is `key`."""

    key: str
    html: str


Rendering = str | list[Item]
"""What a fragment's render function gives: its whole inner HTML, or its children one by one."""


class Put(msgspec.Struct, frozen=True):
    """Put the child `key` behind the child `after` (None: first), in place of the one that is there."""

    key: str
    html: str
    after: str | None = None


class Delivery(msgspec.Struct, kw_only=True, frozen=True):
    """What an event on a live topic and an answer of `since` carry; `docs/topics/wire.md` tells each field."""

    id: str
    version: int
    html: str | None = None
    base: int | None = None
    put: list[Put] = []
    drop: list[str] = []
    gone: bool = False
    event: int = 0


def topic(fragment: FragmentId, *, staff: bool = False) -> str:
    """The topic on which the fragment's events travel."""
    return f"courant.{fragment.module}.{'staff' if staff else 'live'}.{fragment.name}"


def versions_in(html: str) -> dict[str, int]:
    """The fragments in a page's HTML with their versions, in order.

    People's own HTML has no data attributes, and a `<` in their text is escaped: only our own tags are found.
    """
    return {found[1]: int(found[2]) for found in _ELEMENT.finditer(html)}


def whole(rendering: Rendering) -> str:
    """The inner HTML of a fragment."""
    return rendering + "" if isinstance(rendering, str) else "".join(item.html for item in rendering)


def deliver(
    fragment: str, version: int, rendering: Rendering | None, before: tuple[int, Rendering] | None, event: int
) -> Delivery:
    """The event that brings a window to `version`: only the children that changed when that is smaller, else all."""
    if rendering is None:
        return Delivery(id=fragment, version=version, gone=True, event=event)
    full = Delivery(id=fragment, version=version, html=whole(rendering), event=event)
    if before is None or isinstance(rendering, str) or isinstance(before[1], str):
        return full
    put, drop = difference(before[1], rendering)
    if sum(len(one.html) for one in put) >= len(full.html or ""):
        return full
    return Delivery(id=fragment, version=version, base=before[0], put=put, drop=drop, event=event)


def difference(old: list[Item], new: list[Item]) -> tuple[list[Put], list[str]]:
    """What to put and what to drop, in order, to lead the children `old` to `new`."""
    kept = {item.key for item in new}
    order = [item.key for item in old if item.key in kept]
    html = {item.key: item.html for item in old}
    put: list[Put] = []
    for index, item in enumerate(new):
        after = new[index - 1].key if index else None
        if index < len(order) and order[index] == item.key and html[item.key] == item.html:
            continue
        if item.key in order:
            order.remove(item.key)
        order.insert(index, item.key)
        put.append(Put(item.key, item.html + "", after))
    return put, [item.key for item in old if item.key not in kept]


def apply(children: list[Item], delivery: Delivery) -> list[Item]:
    """The children after a delivery with `put` and `drop`, as the browser would have them.

    Raises ValueError when a child to put something behind is missing.
    """
    items = {item.key: item for item in children if item.key not in delivery.drop}
    order = list(items)
    for one in delivery.put:
        if one.key in items:
            order.remove(one.key)
        order.insert(0 if one.after is None else order.index(one.after) + 1, one.key)
        items[one.key] = Item(one.key, one.html)
    return [items[key] for key in order]


def wrap(
    fragment: FragmentId, version: int, html: str, *, tag: str = "section", staff: bool = False, attributes: str = ""
) -> str:
    """The element that holds a fragment in a page; `attributes` is trusted markup, such as `class="comments"`."""
    extra = f' data-topic="{topic(fragment, staff=True)}"' if staff else ""
    extra += f" {attributes}" if attributes else ""
    return f'<{tag} data-live="{fragment}" data-version="{version}"{extra}>{html}</{tag}>'


def event_fields(delivery: Delivery) -> dict[str, Any]:
    """The delivery as keyword arguments of an event, without what says nothing."""
    fields: dict[str, Any] = {"id": delivery.id, "version": delivery.version, "event": delivery.event}
    if delivery.gone:
        return fields | {"gone": True}
    if delivery.base is None:
        return fields | {"html": delivery.html}
    return fields | {"base": delivery.base, "put": msgspec.to_builtins(delivery.put), "drop": delivery.drop}
