"""The fields of a form, from the type of the request that it sends: which control each has, and what it may hold."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from msgspec import NODEFAULT, Struct, inspect

SHORT = 300
"""How many characters fit a line; a text that may be longer has a box."""


def drawn(kind: type[Struct], prefix: str, labels: Mapping[str, object]) -> SafeString:
    """The fields as HTML, in their order, each with its label; `prefix` begins their ids.

    A field without an entry in `labels` is called by its name. Raises LookupError for a label of a field that there is
    not, and for a field whose type has no control: such a form is written by hand.
    """
    fields = inspect.type_info(kind).fields  # type: ignore[attr-defined]
    if unknown := set(labels) - {field.name for field in fields}:
        raise LookupError(f"{kind.__name__} has no field {min(unknown)!r}")
    return format_html_join("", "{}", ((_drawn(field, prefix, labels),) for field in fields))


def _drawn(field: inspect.Field, prefix: str, labels: Mapping[str, object]) -> SafeString:
    key = f"{prefix}-{field.name}".replace("_", "-")
    label = labels.get(field.name) or field.name.replace("_", " ").capitalize()
    control = _control(field, {"id": key, "name": field.name, "required": _is_required(field)})
    return format_html('<div class="field"><label for="{}">{}</label>{}</div>', key, label, control)


def _control(field: inspect.Field, attributes: dict[str, Any]) -> SafeString:
    preset = None if field.default is NODEFAULT else field.default
    match field.type:
        case inspect.StrType(max_length=most):
            return _text(attributes | {"maxlength": most}, preset or "", is_long=most is None or most > SHORT)
        case inspect.BoolType() if not field.required:
            return _input(attributes | {"type": "checkbox", "value": "true", "required": False, "checked": preset})
        case inspect.IntType(ge=least, le=most):
            return _input(attributes | {"type": "number", "min": least, "max": most, "value": preset})
        case inspect.FloatType(ge=least, le=most):
            return _input(attributes | {"type": "number", "step": "any", "min": least, "max": most, "value": preset})
        case inspect.DateType():
            return _input(attributes | {"type": "date", "value": preset})
        case inspect.LiteralType(values=values):
            return _choice(attributes, values, preset)
    raise LookupError(
        f"{field.name!r} has a type for which there is no control (a box needs a default); write the form by hand"
    )


def _is_required(field: inspect.Field) -> bool:
    may_be_empty = isinstance(field.type, inspect.StrType) and not field.type.min_length
    return field.required and not may_be_empty


def _text(attributes: dict[str, Any], preset: str, *, is_long: bool) -> SafeString:
    if is_long:
        return format_html("<textarea{}>\n{}</textarea>", _written(attributes), preset)
    return _input(attributes | {"value": preset or None})


def _input(attributes: Mapping[str, Any]) -> SafeString:
    return format_html("<input{}>", _written(attributes))


def _choice(attributes: Mapping[str, Any], values: tuple[Any, ...], preset: Any) -> SafeString:
    options = ((_written({"selected": value == preset}), value) for value in values)
    return format_html(
        "<select{}>{}</select>", _written(attributes), format_html_join("", "<option{}>{}</option>", options)
    )


def _written(attributes: Mapping[str, Any]) -> SafeString:
    return format_html_join("", "{}", ((one,) for one in _each(attributes)))


def _each(attributes: Mapping[str, Any]) -> Iterator[SafeString]:
    for name, value in attributes.items():
        if value is True:
            yield format_html(" {}", name)
        elif value is not None and value is not False:
            yield format_html(' {}="{}"', name, value)
