"""Tries out a WAMP client against a site, and prints what it does: the part that is the same for every Python client.

It is given the site and the credentials as JSON in the variable PROBE, and prints one line of JSON for each finding.
"""

import json
import os
import sys
from typing import Any

LARGE = "fern " * 60_000
"""300,000 characters; the site takes messages of a megabyte."""

SMALL = ["", 0, False, None, [], {}]

UNANSWERED = "no answer"


def found(what: str, seen: Any) -> None:
    print(json.dumps({"what": what, "seen": seen}), flush=True)


def said(error: BaseException) -> str:
    return f"raises {type(error).__name__}"


async def probe(client: Any) -> None:
    """Try everything, with each method and each serializer that the client has."""
    site = json.loads(os.environ["PROBE"])
    for method in client.methods:
        await _joins(client, site, f"joins.{method}", method, client.serializers[0])
    for serializer in client.serializers[1:]:
        await _joins(client, site, f"speaks.{serializer}", "ticket", serializer)
    await client.join(site["router"], site["credentials"]["ticket"], "ticket", client.serializers[0])
    found(f"speaks.{client.serializers[0]}", True)
    await _results(client)
    await _errors(client)
    await _events(client, site)
    await _procedures(client, site)
    await client.leave()


async def _joins(client: Any, site: dict[str, Any], what: str, method: str, serializer: str) -> None:
    try:
        await client.join(site["router"], site["credentials"][method], method, serializer)
        answer = client.value(await client.call("courant.blog.post.list", limit=1))
        found(what, "posts" in answer)
        await client.leave()
    except Exception as error:
        found(what, said(error))
        print(f"{what}: {error!r}", file=sys.stderr)


async def _results(client: Any) -> None:
    found("calls", await _shown(client, "courant.probing.answer.echo", lambda got: client.value(got) == [1], value=[1]))
    found("keywords", await _shown(client, "courant.probing.answer.keywords", client.described))
    found("nothing", await _shown(client, "courant.probing.answer.nothing", client.described))
    found("large", await _shown(client, "courant.probing.answer.echo", _large(client), value=LARGE))
    small = []
    for value in SMALL:
        got = await _shown(client, "courant.probing.answer.echo", client.value, value=value)
        if got != value or type(got) is not type(value):
            small.append(value)
    found("small", not small or f"lost: {small}")
    try:
        heard = await client.progress("courant.probing.answer.progress")
        found("progress", heard == [1, 2] or heard)
    except NotImplementedError:
        found("progress", False)
    except Exception as error:
        found("progress", said(error))


def _large(client: Any) -> Any:
    return lambda got: client.value(got) == LARGE


async def _shown(client: Any, uri: str, show: Any, **fields: Any) -> Any:
    try:
        return show(await client.call(uri, **fields))
    except Exception as error:
        print(f"{uri}: {error!r}", file=sys.stderr)
        return said(error)


async def _errors(client: Any) -> None:
    """Which parts of an error arrive: the URI, the sentence and the fields."""
    try:
        got = await client.call("courant.blog.post.list", limit="many")
    except Exception as error:
        uri, sentence, fields = client.parts(error)
        raised = True
    else:
        uri, sentence, fields = client.parts(got)
        raised = False
    parts = {
        "uri": uri == "courant.error.invalid",
        "sentence": "whole number" in str(sentence),
        "fields": (fields or {}).get("field") == "limit",
    }
    found("errors", {"raised": raised, "parts": [name for name, there in parts.items() if there]})


async def _events(client: Any, site: dict[str, Any]) -> None:
    heard: list[Any] = []
    await client.subscribe("courant.probing.note.added", heard.append)
    await client.call("courant.probing.note.publish", text="a note")
    found("hears", await _until(client, lambda: heard) and heard[0].get("text") == "a note")
    try:
        await client.subscribe("courant.probing..added", heard.append, "wildcard")
        found("pattern", "nothing is raised")
    except Exception as error:
        found("pattern", said(error))
    topic = f"courant.{site['credentials']['ticket']['authid']}.note.added"
    try:
        found("publishes", bool(await client.publish(topic, text="mine")))
    except NotImplementedError:
        await client.publish_blindly(topic, text="mine")
        found("publishes", "without acknowledgement")
    except Exception as error:
        found("publishes", said(error))


async def _procedures(client: Any, site: dict[str, Any]) -> None:
    name = site["credentials"]["ticket"]["authid"]
    try:
        await client.register(f"courant.{name}.note.object", lambda: {"id": 1})
        await client.register(f"courant.{name}.note.nothing", lambda: None)
    except NotImplementedError:
        found("returns.object", "cannot register")
        return
    for what in ("object", "nothing"):
        asked = client.value(await client.call("courant.probing.relay.call", address=f"courant.{name}.note.{what}"))
        found(f"returns.{what}", asked)
    try:
        again = client.value(await client.call("courant.probing.answer.echo", value=1)) == 1
    except Exception as error:
        again = said(error)
    found("returns.goes on", again)


async def _until(client: Any, ready: Any) -> bool:
    for _ in range(200):
        if ready():
            return True
        await client.pause(0.05)
    return False


def described(got: Any) -> str:
    """A result in words: what it is, and for a plain value which."""
    if got is None or isinstance(got, (str, int, list, dict)):
        return json.dumps(got)
    return type(got).__name__
