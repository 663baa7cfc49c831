"""The ORM in threads: every function with fresh or healthy connections, the reactor never blocked."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import close_old_connections
from twisted.internet.defer import Deferred, DeferredSemaphore
from twisted.internet.threads import deferToThread

T = TypeVar("T")


def in_thread(function: Callable[..., T], *args: Any) -> "Deferred[T]":
    """The result of a function run in the reactor's thread pool, with the thread's database connections checked."""
    return deferToThread(checked, function, args)


def lane(width: int) -> Callable[..., Deferred[Any]]:
    """Runs functions as `in_thread` does, at most `width` at once; those that wait for their turn hold no thread."""
    turns = DeferredSemaphore(width)

    def in_turn(function: Callable[..., T], *args: Any) -> "Deferred[T]":
        return turns.run(in_thread, function, *args)

    return in_turn


def checked(function: Callable[..., T], args: tuple[Any, ...]) -> T:
    """The result of a function, with connections that are alive before it and none that is broken left after it."""
    close_old_connections()
    try:
        return function(*args)
    finally:
        close_old_connections()
