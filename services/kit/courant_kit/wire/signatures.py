"""The request of a procedure, taken from the signature of its handler: what comes after the caller are its fields."""

import inspect
from collections.abc import Callable
from functools import wraps
from inspect import Parameter
from typing import Any, cast, get_type_hints

import msgspec

from courant_kit.wire.payload import Nothing, Payload

Handler = Callable[..., Any]


def understood(uri: str, handler: Handler) -> tuple[type[Payload], Handler]:
    """The request's type and a `handler(caller, request)`, of a function that has `request` or each field by itself.

    `def sign(caller, request: Signature)` is taken as it is. `def sign(caller, text: Line, loud: bool = False)` gets a
    type with these two fields, the second of which may be left out. Raises TypeError for a parameter without a type, or
    a `request` that is no Payload.
    """
    fields = _fields(handler)
    if [name for name, *_ in fields] == ["request"]:
        return _payload(handler, fields[0][1]), handler
    if not fields:
        return Nothing, _spread(handler)
    return cast("type[Payload]", msgspec.defstruct(_title(uri), fields, bases=(Payload,))), _spread(handler)


def _fields(handler: Handler) -> list[Any]:
    """The parameters after the caller, as msgspec takes fields: the name, the type, and the default if there is one."""
    hints = get_type_hints(handler, include_extras=True)
    _, *parameters = inspect.signature(handler).parameters.values()
    return [_field(handler, one, hints) for one in parameters]


def _field(handler: Handler, parameter: Parameter, hints: dict[str, Any]) -> tuple[Any, ...]:
    name = parameter.name
    if name not in hints or parameter.kind in {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}:
        raise TypeError(f"{handler.__name__} must declare what type its {name} has, as in `{name}: str`")
    return (name, hints[name]) if parameter.default is Parameter.empty else (name, hints[name], parameter.default)


def _payload(handler: Handler, kind: Any) -> type[Payload]:
    if not (isinstance(kind, type) and issubclass(kind, Payload)):
        raise TypeError(f"{handler.__name__} must declare which Payload its request is, as in `request: Nothing`")
    return kind


def _spread(handler: Handler) -> Handler:
    if inspect.iscoroutinefunction(handler):

        @wraps(handler)
        async def later(caller: Any, request: Payload) -> Any:
            return await handler(caller, **_given(request))

        return later

    @wraps(handler)
    def answer(caller: Any, request: Payload) -> Any:
        return handler(caller, **_given(request))

    return answer


def _given(request: Payload) -> dict[str, Any]:
    return msgspec.structs.asdict(request)


def _title(uri: str) -> str:
    """`courant.guestbook.entry.sign` has an EntrySignRequest."""
    return "".join(word.title() for part in uri.split(".")[2:] for word in part.split("_")) + "Request"
