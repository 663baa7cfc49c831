"""The content of an event on a live topic: how one version of a fragment leads to the next (no I/O)."""

from typing import Any

import msgspec

from courant_kit.live.fragment import Item, Rendering, whole


class Put(msgspec.Struct, frozen=True):
    """Insert the child `key` behind the child `after` (None: first), in place of any child with that key."""

    key: str
    html: str
    after: str | None = None


class Delivery(msgspec.Struct, kw_only=True, frozen=True):
    """A version of a fragment in an event or an answer of `since`; `docs/topics/wire.md` describes each field."""

    id: str
    version: int
    html: str | None = None
    base: int | None = None
    put: list[Put] = []
    drop: list[str] = []
    gone: bool = False
    event: int = 0


def deliver(
    fragment: str, version: int, rendering: Rendering | None, before: tuple[int, Rendering] | None, event: int
) -> Delivery:
    """The event that brings a window to `version`: only the changed children if that is smaller, else all of them."""
    if rendering is None:
        return Delivery(id=fragment, version=version, gone=True, event=event)
    if before and isinstance(rendering, list) and isinstance(before[1], list):
        put, drop = difference(before[1], rendering)
        if sum(len(one.html) for one in put) < sum(len(one.html) for one in rendering):
            return Delivery(id=fragment, version=version, base=before[0], put=put, drop=drop, event=event)
    return Delivery(id=fragment, version=version, html=whole(rendering), event=event)


def difference(old: list[Item], new: list[Item]) -> tuple[list[Put], list[str]]:
    """The children to put and the keys to drop, in order, that turn the children `old` into `new`."""
    same = _same(old, new)
    old, fresh = old[same:], new[same:]
    kept = {item.key for item in fresh}
    order = [item.key for item in old if item.key in kept]
    html = {item.key: item.html for item in old}
    put: list[Put] = []
    for index, item in enumerate(fresh):
        after = new[same + index - 1].key if same + index else None
        if index < len(order) and order[index] == item.key and html[item.key] == item.html:
            continue
        if item.key in order:
            order.remove(item.key)
        order.insert(index, item.key)
        put.append(Put(item.key, item.html + "", after))
    return put, [item.key for item in old if item.key not in kept]


def _same(old: list[Item], new: list[Item]) -> int:
    """How many children at the beginning are the same: in a discussion, all but the new comment."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one is not other and one != other), min(len(old), len(new)))


def apply(children: list[Item], delivery: Delivery) -> list[Item]:
    """The children after a delivery with `put` and `drop`, as in the browser.

    Raises ValueError if the child named by an `after` is missing.
    """
    items = {item.key: item for item in children if item.key not in delivery.drop}
    order = list(items)
    for one in delivery.put:
        if one.key in items:
            order.remove(one.key)
        order.insert(0 if one.after is None else order.index(one.after) + 1, one.key)
        items[one.key] = Item(one.key, one.html)
    return [items[key] for key in order]


def event_fields(delivery: Delivery) -> dict[str, Any]:
    """The delivery as keyword arguments of an event, without the fields that do not apply."""
    fields: dict[str, Any] = {"id": delivery.id, "version": delivery.version, "event": delivery.event}
    if delivery.gone:
        return fields | {"gone": True}
    if delivery.base is None:
        return fields | {"html": delivery.html}
    return fields | {"base": delivery.base, "put": msgspec.to_builtins(delivery.put), "drop": delivery.drop}
