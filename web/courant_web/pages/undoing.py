"""Undo without JavaScript: the call that reverts a change travels with its notice to the page that shows both.

The notice is in a signed cookie. The module authorizes the call, as any other.
"""

import json
from collections.abc import Mapping
from typing import Any

from courant_kit.words import gettext as _

LONGEST = 1000
"""A cookie has room for 4096 bytes; what reverts a change names it, in a few words."""


def kept(undo: Any) -> str:
    """The undo of an answer as text; "" if there is none, or if a form could not send it."""
    if not isinstance(undo, Mapping) or not isinstance(fields := undo.get("fields"), Mapping):
        return ""
    if not all(isinstance(value, str | int) for value in fields.values()):
        return ""
    values = {str(name): _written(value) for name, value in fields.items()}
    text = json.dumps(
        {"call": str(undo.get("call")), "fields": values, "label": str(undo.get("label") or _("Undo"))},
        ensure_ascii=False,
    )
    return text if len(text) <= LONGEST else ""


def of(text: str | None) -> dict[str, Any] | None:
    """The undo that `kept` wrote; None if there is none."""
    return json.loads(text) if text and text.startswith("{") else None


def _written(value: str | int) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
