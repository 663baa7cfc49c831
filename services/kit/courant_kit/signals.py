"""Django signals for what happens on the site, in the process of whoever connects a receiver.

Connecting a receiver is all it takes: `@receiver(window_connected)`. A module asks the router for the topic of a signal
when it joins, if the signal has a receiver then. Receivers are called in a thread, in a transaction of their own, with
the event's fields as `event` (a dict), and `topic`; they may use the ORM, `touch` and `record`. One that raises an
exception is logged, and the others are called.

An event that happens while the process is away is missed: a backend that must not miss any asks for the events since
the last one. If a module has several replicas, each of them gets the signal.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

import structlog
from django.dispatch import Signal

if TYPE_CHECKING:
    from courant_kit.module import Module

log = structlog.get_logger()


@cache
def signal_of(topic: str) -> Signal:
    """The signal for a topic, such as `courant.blog.post.published`; always the same one. ValueError if it is none."""
    if len(topic.split(".")) != 4 or not topic.startswith("courant."):
        raise ValueError(f"{topic!r} is not a topic: courant.<module>.<noun>.<verb>")
    _topics.append(topic)
    return Signal()


_topics: list[str] = []

window_connected = signal_of("courant.core.window.connected")
"""Somebody has opened a window."""
window_disconnected = signal_of("courant.core.window.disconnected")
"""A window has lost its connection."""
view_changed = signal_of("courant.core.window.viewed")
"""A window shows another page."""


def attach(module: "Module") -> None:
    """Let a module follow the topics whose signals have receivers, whenever it joins."""

    async def heard(topic: str, args: list[Any], kwargs: dict[str, Any]) -> None:
        await module.running.write(_send, topic, module, kwargs)

    async def follow() -> None:
        for topic in _topics:
            if signal_of(topic).has_listeners():
                await module.session.subscribe(topic, heard)

    module.on_join.append(follow)


def _send(topic: str, module: "Module", fields: dict[str, Any]) -> None:
    for receiver, answer in signal_of(topic).send_robust(sender=type(module), topic=topic, event=dict(fields)):
        if isinstance(answer, Exception):
            log.error("a receiver failed", topic=topic, receiver=str(receiver), exc_info=answer)
