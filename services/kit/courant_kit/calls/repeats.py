"""Repeated calls: a caller that got no answer sends the call again with the same key, and it is carried out once.

The key is the field `idempotency_key`, which callers choose (compare draft-ietf-httpapi-idempotency-key-header). It is
stored with the answer in the transaction of the change itself, and kept for a day.
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from courant_kit.calls.again import KEY
from courant_kit.calls.errors import Invalid
from courant_kit.live.outbox import take_turn, writing
from courant_kit.store.models import AnsweredCall

KEPT = timedelta(days=1)
"""How long a key is kept, at least."""

_KEY = re.compile(r"[A-Za-z0-9_-]{16,100}")
_TABLE = AnsweredCall._meta.db_table  # noqa: SLF001 - the public API of Model._meta
_CLAIM = (
    f"INSERT INTO {_TABLE} (key, request, answer, created) VALUES (%s, %s, 'null', %s) ON CONFLICT (key) DO NOTHING"
)
_ANSWER = f"UPDATE {_TABLE} SET answer = %s WHERE key = %s"
_READ = f"SELECT request, answer FROM {_TABLE} WHERE key = %s"


def taken_from(fields: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The key among the fields of a call, "" if there is none, and the other fields; raises Invalid for a bad key."""
    if KEY not in fields:
        return "", fields
    key = fields[KEY]
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Invalid("Idempotency key: 16 to 100 letters, digits, “-” and “_”.", field=KEY)
    return key, {name: value for name, value in fields.items() if name != KEY}


def once(key: str, caller: str, uri: str, fields: dict[str, Any], change: Callable[[], Any]) -> Any:
    """The plain answer of `change`, made in the open transaction; for a repeated call, what it answered before.

    Of two calls at the same time the second waits for the first. A call that failed may be made again. Raises Invalid
    if the caller used the key for other fields.
    """
    name, request = _digest([caller, key]), _digest([uri, fields])
    take_turn()  # so that two calls with several keys in one commit never wait for each other
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [name, request, connection.ops.adapt_datetimefield_value(timezone.now())])
        if not cursor.rowcount:
            cursor.execute(_READ, [name])
            before, stored = cursor.fetchone()
            return _before(before, stored, request)
    answer = change()
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER, [json.dumps(answer), name])
    return answer


def forget() -> int:
    """Delete the keys that are too old; returns how many were deleted."""
    with writing():
        return AnsweredCall.objects.filter(created__lt=timezone.now() - KEPT).delete()[0]


def _before(request: str, answer: str, now: str) -> Any:
    if request != now:
        raise Invalid("This idempotency key was used for another call; choose a new one.", field=KEY)
    return json.loads(answer)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=_named).encode()).hexdigest()


def _named(value: Any) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)
