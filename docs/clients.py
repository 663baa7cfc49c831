"""The page of clients that work: a table of what `tests/clients` saw of each, what to mind, and its example."""

import json
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

ROOT = Path(__file__).parent.parent
SEEN = ROOT / "tests" / "clients" / "seen.json"
EXAMPLES = ROOT / "examples" / "clients"
METHODS = {"ticket": "ticket", "wampcra": "WAMP-CRA", "cryptosign": "cryptosign"}
SERIALIZERS = {"json": "JSON", "cbor": "CBOR", "msgpack": "MessagePack"}
UNBROKEN = {"break_long_words": False, "break_on_hyphens": False}

HEAD = """# Clients that work

This page lists WAMP clients of other people that work with a Courant site. `tests/clients` joins a
running site with each of them; the tables hold what it saw, so they are true for these versions. A
program in another language may work as well: the site speaks WAMP 2 over WebSocket at `/ws`, with
JSON, CBOR and MessagePack, and accepts tickets, WAMP-CRA (salted) and cryptosign (see [Connect a
backend](../how-to/connect-a-backend.md#get-a-credential)).

Each example joins as the backend `follower`, prints the newest posts, and then prints each post
that is published. Run it with the credential that the first command prints:

```console
$ courant backend add follower
$ export COURANT_SECRET=... COURANT_ROUTER=ws://localhost:8080/ws
$ python examples/clients/autobahn_twisted.py
```

If you are free to choose, take autobahn in Python, and wampy.js in Node.js.

## Joining and calling

With `*`, the program computes the signature itself in a few lines, because the client does not.
Every client here receives events, reads the one positional value that each procedure of the site
answers with, and sends and receives 300,000 characters, `""`, `0`, `false` and null unchanged,
unless the notes below say otherwise.

"""
RESULTS = """
## Results, errors, events

*Keyword results* and *no result* say what the caller gets for an answer that only other people's
modules give. *Errors* says which parts arrive of an error: the URI, the sentence for people, the
fields. *Refused subscription* says how a client learns that it may not subscribe; the site refuses
all patterns. *Publishing* means with acknowledgement, which only modules may do. *A procedure
returns an object* and *nothing* say what its caller gets; the site needs one value.

"""
RESTART = """
## A restart of the router

The test kills the router while the examples run. All of them receive events again: those that
*stay* join again in the same process, and the others *end*, so that a supervisor such as systemd
has to start them again. An event in between is lost to all of them; [the
log](../how-to/connect-a-backend.md#miss-nothing) has it.

"""

#: Methods whose signature the probe computes, since the client cannot.
OWN = {
    "swampyer": {"wampcra"}, "beltway2": {"wampcra"}, "kraftfahrstrasse": {"wampcra", "cryptosign"},
}  # fmt: skip

ITS_PROBE_SAYS = {"raises Failed": "an ERROR message", "raises NotImplementedError": "has no patterns"}
"""What our own program around a client raises, in words about the client."""

NOTES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "autobahn (Twisted)": ("`autobahn[twisted]`, Python", "autobahn_twisted.py", (
        "The retry delay grows to five minutes unless `max_retry_delay` is set.",
        ("A call that waits when the connection breaks is never answered in a `Component`; give it a time limit, or "
        "an `ApplicationSession`."),
        "`run` sends what the program prints to the log unless `log_level` is None.",
        "Cryptosign needs `autobahn[encryption]`.",
    )),
    "autobahn (asyncio)": ("`autobahn`, Python", "autobahn_asyncio.py", (
        "As under Twisted, except that prints stay prints.",
    )),
    "swampyer": ("`swampyer`, Python", "swampyer_client.py", (
        ("Each event runs in a thread of its own, so that they may overtake each other; `concurrency_max=1` "
        "keeps their order."),
        "After a lost connection it delivers the last event, or carries out the last call, a second time.",
        ("A refused subscription raises nothing. An error has only the sentence, and a keyword result raises "
        "IndexError."),
        "Events have a field `event`, so the handler's first parameter must be positional-only or have another name.",
        "Without `agent`, its HELLO tells the router your user name, host name and the path of the script.",
    )),
    "wampproto": ("`wampproto`, Python", "wampproto_client.py", (
        ("It is the protocol without input and output: you bring the WebSocket, keep the ids, and dispatch what "
        "arrives. You also join again yourself; the iterator of `websockets` does in the example."),
        "Its session takes one RESULT for each call, so progressive results end in a ValueError.",
    )),
    "wampy (Python)": ("`wampy`, Python", "wampy_client.py", (
        ("Its reader ends at the first ping of the router, 15 seconds after it joined, so it suits short jobs; a "
        "backend has to be started again and again."),
        "The secret is read from the environment variable `WAMPYSECRET` alone, and the authid goes into `roles`.",
        "It signs WAMP-CRA challenges without their salt, so only a ticket works.",
        "An error is returned and not raised. A keyword result raises KeyError.",
        ("Names of procedures are names of methods, without dots, so it cannot be a module. Handlers get an extra "
        "keyword, `meta`."),
    )),
    "beltway2": ("`beltway2`, Python 3.12", "beltway2_client.py", (
        "Events run in a pool of threads and may overtake each other.",
        "Publishing with acknowledgement raises TypeError, and progressive results do not arrive.",
        "It does not join again: the example ends.",
    )),
    "autobahn-js": ("`autobahn` on npm, Node 24", "autobahn_js.mjs", (
        ("On Node 22 and older, when nobody listens at the address (as while a site restarts) it neither reports that "
        "nor tries again, and the program ends with exit status 0. Node 20 needs `--experimental-websocket`."),
        "Who is refused is refused for good: it never tries again after an ABORT.",
        ("An error in `onopen` that nobody catches ends the program. After a restart of the site, a call may come "
         "before the module that answers it."),
        "Progressive results need the optional package `when`; without it they end the process.",
        ('`promise.cancel()` ends the session; with `{mode: "kill"}` it does not. A call that waits when the '
        "connection breaks is never answered."),
        "An error is no `Error`: it has `error`, `args` and `kwargs`, and no stack.",
    )),
    "wampy.js": ("`wampy` on npm, Node 20 or newer", "wampy_js.mjs", (
        'Give it `uriValidation: "loose"`: otherwise it refuses topics with a hyphen, as those of live fragments.',
        ("`return {id: 1}` from a procedure sends keyword results; write `return {argsList: [value]}`. Errors are "
        "`throw {error, argsList, argsDict}`; the text of a plain `Error` is lost."),
        "A call that it rejected during an outage may be made all the same when the router is back.",
        ("It joins again after a broken connection, with all that was subscribed and registered, but stays away when "
        "the router has ended its session."),
        'A payload that is only `0`, `""` or `false` is left out; fields are not affected.',
    )),
    "kraftfahrstrasse": ("`@verkehrsministerium/kraftfahrstrasse` on npm, TypeScript", "kraftfahrstrasse.mjs", (
        ("A procedure has to return `{args: [value]}`; one that returns nothing ends the session (not tried by the "
        "test)."),
        "An error is rejected as the URI alone, a string.",
        "It does not join again; the example has a loop for that.",
        "A plain `Error` in a procedure loses its text; `throw new WampError(uri, [sentence])` works.",
    )),
}  # fmt: skip
"""For each client: its package, its example, and what to mind."""


def markdown() -> str:
    """The page; raises KeyError if something that it shows was not recorded."""
    seen = json.loads(SEEN.read_text())
    parts = [HEAD, _joining(seen), RESULTS, _results(seen), RESTART, _restart(seen), "\n## The examples\n"]
    return "".join([*parts, *(_client(name, *notes) for name, notes in NOTES.items()), OTHERS])


def _joining(seen: Any) -> str:
    head = ["client", "version", "joins by", "speaks", "progressive results"]
    return _table(head, ([
        name, seen[name]["version"], _methods(name, seen[name]), _listed(seen[name], "speaks", SERIALIZERS),
        "yes" if seen[name]["progress"] is True else "no",
    ] for name in NOTES))  # fmt: skip


def _results(seen: Any) -> str:
    head = [
        "client", "keyword results", "no result", "errors", "refused subscription", "publishing",
        "a procedure returns an object", "nothing",
    ]  # fmt: skip
    return _table(head, (_row(name, seen[name]) for name in NOTES))


def _row(name: str, one: Any) -> list[str]:
    errors = ", ".join(one["errors"]["parts"]) + ("" if one["errors"]["raised"] else " (returned, not raised)")
    publishing = {True: "yes"}.get(one["publishes"], one["publishes"])
    arrives = [_arrives(one.get(f"returns.{what}")) for what in ("object", "nothing")]
    refused = ITS_PROBE_SAYS.get(one["pattern"], one["pattern"])
    return [name, _code(one["keywords"]), _code(one["nothing"]), errors, refused, publishing, *arrives]


def _code(seen: str) -> str:
    return seen if seen.startswith("raises") else f"`{seen}`"


def _arrives(answer: Any) -> str:
    if not isinstance(answer, dict):
        return answer or "not tried"
    if answer["args"]:
        return "one value"
    return "keyword results" if answer["kwargs"] else "no result"


def _restart(seen: Any) -> str:
    return _table(["client", "after a restart"], ([name, seen[name]["returns"]] for name in NOTES))


def _methods(name: str, one: Any) -> str:
    own = {method: f"{word}*" for method, word in METHODS.items() if method in OWN.get(name, ())}
    return _listed(one, "joins", {**METHODS, **own})


def _listed(one: Any, what: str, words: Mapping[str, str]) -> str:
    return ", ".join(word for name, word in words.items() if one.get(f"{what}.{name}") is True)


def _table(head: list[str], rows: Any) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def _client(name: str, package: str, example: str, notes: tuple[str, ...]) -> str:
    listed = "\n".join(fill(note, 100, initial_indent="- ", subsequent_indent="  ", **UNBROKEN) for note in notes)
    language = "python" if example.endswith(".py") else "javascript"
    code = (EXAMPLES / example).read_text()
    return f"\n### {name}\n\nPackage: {package}. What to mind:\n\n{listed}\n\n```{language} {example}\n{code}```\n"


OTHERS = """
## Clients that do not work here

- **aiowamp** 0.1 (Python) cannot open a WebSocket with any current version of `websockets`.
- **wamp3py** 0.5 (Python) asks the router for an interview over HTTP first, a protocol of its own.
- **serverwamp** 2.0 (Python) is a server, not a client.
"""
