"""The router's API as an AsyncAPI 3.0 document, seen from the site: it sends events, and answers calls.

AsyncAPI has no binding for WAMP. A topic is a channel to which the site sends; a procedure is a channel on which the
site receives the fields and replies with the result; a kind of live fragment is a channel with parameters.
"""

from collections.abc import Iterable

from courant_kit.wire.contract import Contract
from courant_kit.wire.openapi import pointed
from courant_kit.wire.schemas import Schema, json_schema, standing

ABOUT = (
    "Everything that a WAMP session on the site's router may call and subscribe to. Fields are keyword arguments. "
    "A call is answered with one positional value, or with a WAMP error whose URI begins with courant.error."
)
WAMP = "WAMP 2 over WebSocket: the subprotocols wamp.2.json, wamp.2.cbor and wamp.2.msgpack, in the realm courant."
PARAMETERS = {
    "key": {"description": "The key that distinguishes the fragments of this kind."},
    "audience": {"description": "Who may see the fragment: live, members, staff, admin, space-… or person-…"},
}


def document(contracts: Iterable[Contract], *, version: str, title: str = "Courant") -> Schema:
    """The API of these modules as an AsyncAPI document of this version."""
    found = json_schema(contracts)
    shown = {name: _fragment(one) for name, one in found["fragments"].items()}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": title, "version": version, "description": ABOUT},
        "defaultContentType": "application/json",
        "servers": {"site": _SITE},
        "channels": {
            **{uri: _called(uri, one) for uri, one in found["procedures"].items()},
            **{uri: _told(uri, one) for uri, one in found["topics"].items()},
            **shown,
        },
        "operations": {
            **{uri: _answers(uri, one) for uri, one in found["procedures"].items()},
            **{uri: _sends(uri, one) for uri, one in (found["topics"] | found["fragments"]).items()},
        },
        "components": {
            "schemas": pointed(found["$defs"]),
            "securitySchemes": {"ticket": {"type": "userPassword", "description": "An authid with its ticket."}},
        },
    }


_SITE: Schema = {
    "host": "{host}",
    "pathname": "/ws",
    "protocol": "ws",
    "description": WAMP,
    "variables": {"host": {"default": "localhost:8080", "description": "The site's name and port."}},
    "security": [{"$ref": "#/components/securitySchemes/ticket"}],
}


def _called(uri: str, declared: Schema) -> Schema:
    request, result = _message("The fields of the call", declared["request"], declared), _answer(declared)
    return {"address": uri, "title": uri, "messages": {"request": request, "result": result}}


def _told(uri: str, declared: Schema) -> Schema:
    return {"address": uri, "title": uri, "messages": {"event": _message("The event", declared["payload"], declared)}}


def _fragment(declared: Schema) -> Schema:
    topic: str = declared["topic"]
    parameters = {name: words for name, words in PARAMETERS.items() if f"{{{name}}}" in topic}
    return _told(topic, declared) | ({"parameters": parameters} if parameters else {})


def _message(title: str, payload: Schema, declared: Schema) -> Schema:
    schema = pointed(payload)
    # An operation has no place for this; a schema has.
    return {"title": title, "payload": {"allOf": [schema], "deprecated": True} if "deprecated" in declared else schema}


def _answer(declared: Schema) -> Schema:
    return {"title": "The result", "payload": pointed(declared["result"])}


def _answers(uri: str, declared: Schema) -> Schema:
    channel = _channel(uri)
    return _operation(uri, declared) | {
        "action": "receive",
        "messages": [{"$ref": f"{channel['$ref']}/messages/request"}],
        "reply": {"channel": channel, "messages": [{"$ref": f"{channel['$ref']}/messages/result"}]},
    }


def _sends(uri: str, declared: Schema) -> Schema:
    return _operation(uri, declared) | {"action": "send"}


def _operation(uri: str, declared: Schema) -> Schema:
    names = [uri.removeprefix("courant.").partition(".")[0], *(["deprecated"] if "deprecated" in declared else [])]
    return {
        "channel": _channel(uri),
        "summary": declared["doc"],
        "description": standing(declared),
        "tags": [{"name": name} for name in names],
    }


def _channel(uri: str) -> Schema:
    return {"$ref": f"#/channels/{uri}"}
