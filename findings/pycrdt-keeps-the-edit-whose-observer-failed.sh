#!/usr/bin/env bash
# Library: pycrdt 0.14.13, CPython 3.11.
# Source: pycrdt's documentation, "Transactions" and "Event subscription", show observers and `with
#   doc.transaction()`; what an exception in either does is not said.
# Guess: an exception leaves a transaction as it leaves one of a database: the edit is taken back, and the caller gets
#   the exception that was raised.
# Seen:
#   an observer raises ValueError: the caller gets ExceptionGroup of ValueError; the page is 'kept'
#   the body of a transaction raises KeyError: the caller gets KeyError; the page is 'kept'
# Instead: an observer appends to a list and returns; saving and publishing come after the transaction. Nothing is
#   undone, so check before the edit whether it may be made. `except ValueError` does not catch what an observer
#   raises.
. "$(dirname "$0")/lab.sh"
python_packages "pycrdt==${PYCRDT:-0.14.13}"

py - <<'PYTHON' | as_seen
from pycrdt import Doc, Text


def fails(event):
    raise ValueError("the database is away")


observed = Doc()
text = observed.get("page", type=Text)
subscription = observed.observe(fails)
try:
    text += "kept"
except BaseException as error:
    inner = ", ".join(type(each).__name__ for each in error.exceptions)
    got = f"{type(error).__name__} of {inner}"
print(f"an observer raises ValueError: the caller gets {got}; the page is {str(text)!r}")

plain = Doc()
text = plain.get("page", type=Text)
try:
    with plain.transaction():
        text += "kept"
        raise KeyError("no such author")
except BaseException as error:
    got = type(error).__name__
print(f"the body of a transaction raises KeyError: the caller gets {got}; the page is {str(text)!r}")
PYTHON
