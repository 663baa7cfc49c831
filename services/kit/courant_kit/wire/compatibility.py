"""Whether programs that were written for one contract work with another one, and if not, why (no I/O)."""

from collections.abc import Iterator
from typing import Any

from courant_kit.wire.fields import Schema
from courant_kit.wire.fitting import Fitting, Misfit, Side

_WORDS = frozenset({"description", "doc", "title", "$schema"})
"""What a recorded contract leaves out, because nothing depends on it."""


def recorded(contract: Schema) -> Schema:
    """A contract, as `schemas.json_schema` writes it, as it is recorded with a release: without words for people.

    It has no procedures that are for the site's own processes either.
    """
    procedures = {uri: one for uri, one in contract["procedures"].items() if "internal" not in one}
    found: Schema = _without_words(contract | {"procedures": procedures})
    return found


def may_break(released: str, version: str) -> bool:
    """Whether a version may break what was written for a released one: if the first number that is not 0 is greater.

    Semantic Versioning 2.0.0, 8; before 1.0, the second number counts.
    """
    return _significant(version) > _significant(released)


def breaking(old: Schema, new: Schema) -> list[str]:
    """Each change from one contract to the next that would break a program, as a sentence.

    Both are as `recorded` returns them, or as `schemas.json_schema` does.
    """
    return [
        *_of_procedures(old, new),
        *_of_topics("topics", old, new),
        *_of_topics("fragments", old, new),
    ]


def undated(old: Schema, new: Schema, released: str) -> list[str]:
    """The entries of `new` that `old`, the contract of the version `released`, lacks, but whose `since` says no more.

    An entry without `since` says nothing, and is left out.
    """
    entries = [(name, one, part) for part in ("procedures", "topics", "fragments") for name, one in new[part].items()]
    return [
        f"{name} is newer than {released}, but says since {one['since']}"
        for name, one, part in entries
        if name not in old[part] and one["since"] and "internal" not in one and _early(one["since"], released)
    ]


def numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, without what says that it is a pre-release."""
    released = version.partition("+")[0].partition("-")[0]
    return tuple(int(part) for part in released.split(".") if part.isdecimal())


def _of_procedures(old: Schema, new: Schema) -> Iterator[str]:
    for uri, before in old["procedures"].items():
        after = new["procedures"].get(uri)
        if after is None or "internal" in before:
            yield from [] if "internal" in before else [f"{uri} is gone."]
            continue
        yield from _of_people(uri, before, after)
        asked = Fitting(_side(old), _side(new), sent=False).misfits(before["request"], after["request"])
        yield from (_of_request(uri, one) for one in asked)
        if before["result"] != {"type": "null"}:
            yield from _sent(uri, "answer", (old, before["result"]), (new, after["result"]))


def _of_topics(part: str, old: Schema, new: Schema) -> Iterator[str]:
    for name, before in old[part].items():
        after = new[part].get(name)
        if after is None:
            yield f"{name} is gone."
            continue
        if before.get("topic") != after.get("topic"):
            yield f"{name} has moved from {before['topic']} to {after['topic']}."
        yield from _of_people(name, before, after)
        yield from _sent(name, "event", (old, before["payload"]), (new, after["payload"]))


def _of_people(name: str, before: Schema, after: Schema) -> Iterator[str]:
    lost = [one for one in before["who"] if one not in after["who"]]
    if lost:
        yield f"{name} is no longer for {', '.join(lost)}."


def _sent(name: str, what: str, old: tuple[Schema, Schema], new: tuple[Schema, Schema]) -> Iterator[str]:
    fitting = Fitting(_side(new[0]), _side(old[0]), sent=True)
    yield from (_of_answer(name, what, one) for one in fitting.misfits(new[1], old[1]))


def _of_request(uri: str, misfit: Misfit) -> str:
    field = f"`{misfit.path}`" if misfit.path else "a call"
    if misfit.what == "gone":
        return f"{uri} no longer accepts the field {field}."
    if misfit.what == "required":
        return f"{uri} now requires the field {field}."
    if misfit.what in {"type", "value"}:
        return f"{uri}: {field} no longer accepts {_quoted(misfit)}."
    return f"{uri}: {field} accepts less: {misfit.what} is {misfit.wanted}, it was {_or_none(misfit.given)}."


def _of_answer(name: str, what: str, misfit: Misfit) -> str:
    field = f"`{misfit.path}` of the {what}" if misfit.path else f"the {what}"
    if misfit.what == "gone":
        return f"{name}: the {what} no longer has `{misfit.path}`."
    if misfit.what in {"type", "value"}:
        return f"{name}: {field} may now be {_quoted(misfit)}."
    return f"{name}: {field} may be more: {misfit.what} is {_or_none(misfit.given)}, it was {misfit.wanted}."


def _quoted(misfit: Misfit) -> str:
    return f"`{misfit.given}`" if misfit.what == "value" else str(misfit.given)


def _or_none(bound: Any) -> str:
    return "none" if bound is None else str(bound)


def _side(contract: Schema) -> Side:
    return Side(contract["$defs"])


def _without_words(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_words(one) for one in value]
    if not isinstance(value, dict):
        return value
    named = {"properties", "$defs"}
    return {
        name: {key: _without_words(one) for key, one in inner.items()} if name in named else _without_words(inner)
        for name, inner in value.items()
        if name not in _WORDS
    }


def _significant(version: str) -> tuple[int, int]:
    major, minor = (*numbers(version), 0, 0)[:2]
    return (major, 0) if major else (0, minor)


def _early(since: str, released: str) -> bool:
    size = len(numbers(since))
    return numbers(since) <= numbers(released)[:size]
