"""Group commit: transactions that wait at the same time become savepoints of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection

from courant_kit.live.outbox import take_turn, writing

Call = tuple[Callable[..., Any], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a function, or the exception that it raised."""

    result: Any = None
    error: BaseException | None = None


def together(calls: Sequence[Call]) -> list[Outcome]:
    """Run functions in one transaction, each in a savepoint of it, and return their outcomes after the commit.

    A function that raises an exception undoes only its own changes. If the commit fails, all have failed. A function
    that runs alone makes its own transaction.
    """
    if len(calls) == 1:
        return [_outcome(calls[0])]
    outcomes: list[Outcome] = []
    try:
        with writing():
            take_turn()
            for call in calls:
                outcomes.append(_outcome(call))
                _check_transaction()
    except Exception as error:  # noqa: BLE001 - it becomes the outcome of every call
        return [Outcome(error=one.error or error) for one in outcomes] + [Outcome(error=error)] * (
            len(calls) - len(outcomes)
        )
    return outcomes


def _outcome(call: Call) -> Outcome:
    function, args = call
    try:
        with writing():
            return Outcome(function(*args))
    except Exception as error:  # noqa: BLE001 - it becomes the outcome
        return Outcome(error=error)


def _check_transaction() -> None:
    """Raise DatabaseError if the transaction has ended: on a full disk, for example, SQLite rolls back all of it.

    See https://www.sqlite.org/lang_transaction.html, "Response To Errors Within A Transaction".
    """
    if connection.vendor == "sqlite" and not connection.connection.in_transaction:
        raise DatabaseError("the database has rolled back the transaction")
