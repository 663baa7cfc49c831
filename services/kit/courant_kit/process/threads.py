"""Threads for the ORM: each function has working database connections, and the reactor is never blocked."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import close_old_connections
from twisted.internet.defer import Deferred, DeferredSemaphore
from twisted.internet.threads import deferToThread

T = TypeVar("T")


def in_thread(function: Callable[..., T], *args: Any) -> "Deferred[T]":
    """Run a function in the reactor's thread pool, with database connections that work, and return its result."""
    return deferToThread(checked, function, args)


def lane(width: int) -> Callable[..., Deferred[Any]]:
    """A function like `in_thread` that runs at most `width` functions at once; the others wait without a thread."""
    turns = DeferredSemaphore(width)

    def in_turn(function: Callable[..., T], *args: Any) -> "Deferred[T]":
        return turns.run(in_thread, function, *args)

    return in_turn


def checked(function: Callable[..., T], args: tuple[Any, ...]) -> T:
    """Run a function and return its result; broken database connections are closed before and after."""
    close_old_connections()
    try:
        return function(*args)
    finally:
        close_old_connections()
