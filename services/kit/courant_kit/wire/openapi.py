"""The HTTP API as an OpenAPI 3.1 document: each procedure that people or backends may call, and the events."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from courant_kit.calls.caller import PEOPLE, Role
from courant_kit.calls.errors import BY_URI
from courant_kit.wire.contract import Contract
from courant_kit.wire.fields import referred
from courant_kit.wire.schemas import REF, Schema, json_schema, standing

CALL = "/api/call/"
"""The path of a call, before the procedure's URI."""

EVENTS = "/api/events"
"""The path of the events."""

COMPONENTS = "#/components/schemas/"
PROBLEM = "application/problem+json"
"""The media type of errors (RFC 9457)."""

CHOICE = {
    "module": "Only events of these modules.",
    "thing": "Only events about these things, such as post-12.",
    "author": "Only what these people did.",
}
"""The parameters that choose events, each of which may be repeated."""

CALLERS = {role.value for role in (*PEOPLE, Role.BACKEND)}
"""The roles that have tokens, or need none. Other programs join the router."""

ABOUT = (
    "Every procedure that people or backends may call, as a POST with its fields in a JSON object. "
    "Without a token, a call is that of a visitor. The answer is the procedure's result; "
    "an error is a problem (RFC 9457) whose type is its URI on the router."
)


def document(contracts: Iterable[Contract], *, version: str, title: str = "Courant", server: str = "/") -> Schema:
    """The API of these modules at `server`, an address or a path, as an OpenAPI document of this version."""
    return of_schemas(json_schema(contracts), version=version, title=title, server=server)


def of_schemas(found: Schema, *, version: str, title: str = "Courant", server: str = "/") -> Schema:
    """The same for contracts that are JSON Schema documents already, as modules describe them."""
    called = _callable(found)
    calls = {f"{CALL}{uri}": {"post": _call(uri, one, found)} for uri, one in sorted(called.items())}
    return {
        "openapi": "3.1.1",
        "info": {"title": title, "version": version, "description": ABOUT},
        "servers": [{"url": server}],
        "security": [{}, {"token": []}],
        "tags": [{"name": name} for name in sorted({_module(uri) for uri in called})],
        "paths": calls | {EVENTS: {"get": _events(found)}},
        "components": {
            "schemas": pointed(found["$defs"]) | {"Problem": _PROBLEM},
            "responses": {error.__name__: _response(error) for error in BY_URI.values()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A token of the site."}},
        },
    }


def pointed(schema: Any, place: str = COMPONENTS) -> Any:
    """A schema whose structs are in `place` instead of `$defs`."""
    if isinstance(schema, list):
        return [pointed(one, place) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("$ref"), str):
        return schema | {"$ref": schema["$ref"].replace(REF, place)}
    return {name: pointed(one, place) for name, one in schema.items()}


def _callable(found: Schema) -> dict[str, Schema]:
    """The procedures that somebody may call over HTTP: those for single spaces and people are among them."""
    called: dict[str, Schema] = found["procedures"]
    return {
        uri: one
        for uri, one in called.items()
        if any(role in CALLERS or role.startswith("audience:") for role in one["who"])
    }


def _call(uri: str, declared: Schema, schema: Schema) -> Schema:
    fields = schema["$defs"][referred(declared["request"])]
    found: Schema = {
        "operationId": uri,
        "tags": [_module(uri)],
        "summary": declared["doc"],
        "description": standing(declared),
        "requestBody": {"required": bool(fields["required"]), "content": _json(declared["request"])},
        "responses": {
            "200": {"description": "The result.", "content": _json(declared["result"])},
            **{str(one.status): {"$ref": f"#/components/responses/{one.__name__}"} for one in BY_URI.values()},
        },
    }
    if "visitor" not in declared["who"]:
        found["security"] = [{"token": []}]
    return found | ({"deprecated": True} if "deprecated" in declared else {})


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": pointed(schema)}}


def _events(found: Schema) -> Schema:
    """The stream of events, for each client of server-sent events that can send the token in a header."""
    topics = sorted(uri for uri, one in found["topics"].items() if CALLERS & {*one["who"]})
    return {
        "operationId": "events",
        "summary": "The events of the site, as they happen (server-sent events).",
        "description": (
            "Each event has its topic as its name and its fields, as JSON, as its data. An event named position "
            "only moves the position; one named problem says why the stream ends."
        ),
        "parameters": [
            {
                "name": "topic", "in": "query", "description": "Only events of these topics.",
                "schema": {"type": "array", "items": {"type": "string", "examples": topics[:1]}},
            },
            *(
                {"name": name, "in": "query", "description": words,
                 "schema": {"type": "array", "items": {"type": "string"}}}
                for name, words in CHOICE.items()
            ),
            {
                "name": "position", "in": "query", "schema": {"type": "string", "examples": ["blog:123,wiki:45"]},
                "description": "Where to begin, without Last-Event-ID; without both, with what happens from now on.",
            },
            {
                "name": "Last-Event-ID", "in": "header", "schema": {"type": "string"},
                "description": "The id of the last event that arrived: the stream begins after it.",
            },
        ],
        "responses": {
            "200": {
                "description": f"A stream of events: {', '.join(topics)}.",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
            **{str(one.status): {"$ref": f"#/components/responses/{one.__name__}"} for one in BY_URI.values()},
        },
    }  # fmt: skip


def _response(error: Any) -> Schema:
    example = {"type": error.uri, "title": HTTPStatus(error.status).phrase, "status": error.status}
    return {
        "description": error.__doc__,
        "content": {PROBLEM: {"schema": {"$ref": f"{COMPONENTS}Problem"}, "example": example}},
    }


_PROBLEM: Schema = {
    "type": "object",
    "description": "An error (RFC 9457). Some errors have more fields.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "enum": list(BY_URI)},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for people."},
        "field": {"type": "string", "description": "The field that is wrong."},
        "retry_after": {"type": "number", "description": "Seconds until the next call is accepted."},
        "reference": {"type": "string", "description": "Identifies a fault in the log."},
    },
    "required": ["type", "title", "status"],
}


def _module(uri: str) -> str:
    return uri.split(".")[1]
