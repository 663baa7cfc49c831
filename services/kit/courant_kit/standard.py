"""The standard part of every module: the handlers of its standard procedures, and the deletion of old events."""

from functools import cache
from typing import TYPE_CHECKING

from courant_kit.calls import repeats
from courant_kit.calls.caller import SERVICES, Caller
from courant_kit.calls.dispatch import Handler
from courant_kit.calls.errors import Invalid
from courant_kit.live import log, marks, outbox
from courant_kit.live.delivery import event_fields
from courant_kit.media import serving
from courant_kit.process import environment
from courant_kit.wire import standard
from courant_kit.wire.contract import admits
from courant_kit.wire.payload import Nothing
from courant_kit.wire.schemas import Schema, json_schema

if TYPE_CHECKING:
    from courant_kit.module import Module

SWEEP = 5.0
"""Seconds between two deletions of old events."""

KEPT_EVENTS = environment.count("COURANT_EVENTS_KEPT", 10_000)
"""So many events are kept, however old they are."""

KEPT = environment.days("COURANT_EVENT_DAYS", 14)
"""An event is kept so long, however many have followed: an import must not delete what a backend still needs."""

FORGET = 3600.0
"""Seconds between two deletions of old idempotency keys."""


def run_standard(module: "Module") -> None:
    """Register the timed work of every module: deleting old events and keys."""

    @module.every(SWEEP)
    def delete_old_events() -> None:
        outbox.prune(KEPT_EVENTS, KEPT)

    @module.every(FORGET)
    def delete_old_keys() -> None:
        repeats.forget()


def answer_standard(module: "Module") -> None:
    """Declare the standard procedures in the module's contract, and register their handlers."""
    handlers: tuple[Handler, ...] = (
        _since(module), _events(module), marks.store, marks.stored, _uploaded(module), _asset(module),
        _described(module),
    )  # fmt: skip
    for procedure, handler in zip(standard.all_of(module.name, module.readers), handlers, strict=True):
        module.contract.add(procedure)
        module.handles(procedure)(handler)


def _since(module: "Module") -> Handler:
    def since(caller: Caller, request: standard.SinceRequest) -> standard.News:
        if len(request.fragments) > standard.MOST_FRAGMENTS:
            raise Invalid(f"At most {standard.MOST_FRAGMENTS} fragments at once.", field="fragments")
        newer = module.renderings.since(caller, request.fragments)
        return standard.News(fragments=[event_fields(one) for one in newer])

    return since


def _events(module: "Module") -> Handler:
    def events(caller: Caller, request: standard.EventsRequest) -> standard.Events:
        wanted = _wanted(module, caller, request)
        found = log.read(request.after, min(request.limit, standard.MOST_EVENTS), wanted, request.upto)
        answer = standard.Events([], found.last, found.more, *found.span)
        if request.packed:
            answer.packed = log.as_text(found.rows)
        else:
            answer.events = [standard.LoggedEvent(**one) for one in log.as_maps(found.rows)]
        return answer

    return events


def _wanted(module: "Module", caller: Caller, request: standard.EventsRequest) -> list[log.Wanted]:
    """What the request asks for, of the topics that the caller may subscribe to."""
    topics = module.contract.topics
    hidden = [uri for uri, topic in topics.items() if not admits(topic.who, caller)]
    if admits(SERVICES, caller):  # an older release may have declared further topics
        wanted = [log.of_topics(hidden, others=True)]
    else:
        wanted = [log.of_topics(topics.keys() - hidden)]
    if request.topics is not None:
        wanted.append(log.of_topics(request.topics))
    if request.things is not None:
        wanted.append(log.of_things(request.things, topics.values()))
    if request.authors is not None:
        wanted.append(log.of_authors(request.authors, topics.values()))
    return wanted


def _uploaded(module: "Module") -> Handler:
    async def uploaded(caller: Caller, request: standard.MediaRequest) -> standard.MediaFile:
        return await serving.get(module, caller, request)

    return uploaded


def _asset(module: "Module") -> Handler:
    def asset(caller: Caller, request: standard.AssetRequest) -> standard.AssetFile:
        return module.assets.get(request.version, request.name)

    return asset


def _described(module: "Module") -> Handler:
    @cache
    def document() -> Schema:
        return json_schema([module.contract])

    def described(caller: Caller, request: Nothing) -> standard.Described:
        return standard.Described(document())

    return described
