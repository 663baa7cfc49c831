"""Whether all values of one JSON Schema are values of another, and what does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Schema = dict[str, Any]

_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
_MOST = ("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum")
_LEAST = ("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum")
_SAME = ("pattern", "format", "contentEncoding")


class Misfit(NamedTuple):
    """What does not fit: the path of a field ("" for the whole), in what respect, and what both sides have there.

    `what` is `gone`, `required`, `type`, `value` (of an enumeration), or the keyword of a bound, such as `maxLength`.
    """

    path: str
    what: str
    given: Any = None
    wanted: Any = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two documents: its structs by name."""

    structs: dict[str, Schema]

    def resolved(self, schema: Schema) -> Schema:
        """The schema, or the struct that it refers to."""
        found = self.structs.get(str(schema.get("$ref", "")).rsplit("/", 1)[-1])
        return schema if found is None else found

    def alternatives(self, schema: Schema) -> list[Schema]:
        """Each kind of value that the schema admits, resolved."""
        schema = self.resolved(schema)
        return [one for part in schema["anyOf"] for one in self.alternatives(part)] if "anyOf" in schema else [schema]


@dataclass(slots=True)
class Fitting:
    """Compares schemas of `given`, whose values arrive, with those of `wanted`, which must admit them.

    `sent` says which struct's fields must all be there: if false, that of `given` may leave out what has a default, and
    `wanted` rejects fields that it does not know; if true, the fields of `given` are all sent, and fields that `wanted`
    does not know are ignored.
    """

    given: Side
    wanted: Side
    sent: bool
    _compared: set[tuple[int, int]] = field(default_factory=set)

    def misfits(self, given: Schema, wanted: Schema, path: str = "") -> Iterator[Misfit]:
        """Each respect in which a value of `given` may be none of `wanted`."""
        given, wanted = self.given.resolved(given), self.wanted.resolved(wanted)
        pair = (id(given), id(wanted))
        if pair in self._compared or _admits_all(wanted):
            return
        self._compared.add(pair)
        places = self.wanted.alternatives(wanted)
        for value in self.given.alternatives(given):
            yield from self._in_one_of(value, places, path)

    def _in_one_of(self, value: Schema, places: list[Schema], path: str) -> Iterator[Misfit]:
        fitting = [one for one in places if _admits_all(one) or set() < _types(value) <= _types(one)]
        if not fitting:
            yield Misfit(path, "type", _named(value))
            return
        found = [list(self._in(value, place, path)) for place in fitting]
        yield from min(found, key=len)

    def _in(self, value: Schema, place: Schema, path: str) -> Iterator[Misfit]:
        if _admits_all(place):
            return
        yield from _bounds(path, value, place)
        yield from _values(path, value, place)
        if "items" in place:
            yield from self.misfits(value.get("items") or {}, place["items"], f"{path}[]")
        if _types(place) == {"object"}:
            yield from self._fields(value, place, path)

    def _fields(self, value: Schema, place: Schema, path: str) -> Iterator[Misfit]:
        has, takes = value.get("properties", {}), place.get("properties", {})
        for name in takes if self.sent else has:
            at = f"{path}.{name}" if path else name
            if name in has and name in takes:
                yield from self.misfits(has[name], takes[name], at)
            elif self.sent or place.get("additionalProperties") is False:
                yield Misfit(at, "gone")
        if not self.sent:
            required = set(place.get("required", [])) - set(value.get("required", []))
            yield from (Misfit(f"{path}.{name}" if path else name, "required") for name in sorted(required))
        others = (value.get("additionalProperties"), place.get("additionalProperties"))
        if isinstance(others[1], dict):
            yield from self.misfits(others[0] if isinstance(others[0], dict) else {}, others[1], f"{path}.*")


def _admits_all(schema: Schema) -> bool:
    return not {"type", "enum", "const", "anyOf", "$ref"} & schema.keys()


def _types(schema: Schema) -> set[str]:
    """The types that a schema admits; a whole number is a number as well."""
    if "enum" in schema:
        return {_TYPES[type(one)] for one in schema["enum"]}
    kind = schema.get("type")
    found = {kind} if isinstance(kind, str) else set(kind or [])
    return found | ({"integer"} if "number" in found else set())


def _named(schema: Schema) -> str:
    return " or ".join(sorted(_types(schema))) or "anything"


def _bounds(path: str, value: Schema, place: Schema) -> Iterator[Misfit]:
    for name in _MOST:
        if name in place and value.get(name, float("inf")) > place[name]:
            yield Misfit(path, name, value.get(name), place[name])
    for name in _LEAST:
        if name in place and value.get(name, float("-inf")) < place[name]:
            yield Misfit(path, name, value.get(name), place[name])


def _values(path: str, value: Schema, place: Schema) -> Iterator[Misfit]:
    for name in _SAME:
        if name in place and value.get(name) != place[name]:
            yield Misfit(path, name, value.get(name), place[name])
    if "enum" in place:
        others = [one for one in value.get("enum", ["any other value"]) if one not in place["enum"]]
        yield from (Misfit(path, "value", one) for one in others)
