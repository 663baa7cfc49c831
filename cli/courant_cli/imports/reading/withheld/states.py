"""The state of the blog that fits what front matter says about publishing (no I/O): draft, unless it is certain."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from courant_cli.imports.reading.dates import understood
from courant_cli.imports.reading.withheld.answers import says_yes, word
from courant_cli.imports.reading.withheld.keys import BUILD, FROM, MAYBE_STATES, STATES, against
from courant_cli.imports.reading.words import bare

State = Literal["", "draft", "review", "scheduled", "unlisted"]
"""Published (""), or a state of the blog with the same name."""

_WORDS: dict[str, State] = {
    **dict.fromkeys(("pending", "review", "inreview", "pendingreview", "needsreview", "forreview", "readyforreview",
                     "submitted", "awaitingreview"), "review"),
    **dict.fromkeys(("scheduled", "future", "queued"), "scheduled"),
    "unlisted": "unlisted",
}  # fmt: skip
_IN_NO_LIST = {"list: never", "list: local", "list: false"}


def state_of(values: Mapping[str, Any], now: datetime) -> State:
    """The state of a file with this front matter (keys in lower case): what all that it says against publishing means.

    If it says different things, or anything else, the file is a draft.
    """
    said = set(_said(values, now))
    return said.pop() if len(said) == 1 else "draft" if said else ""


def planned(values: Mapping[str, Any], now: datetime) -> datetime | None:
    """The moment at which a file is to be published, if a key other than `date` names one that is still to come."""
    found = (understood(value) for name, _, value, why in against(values, now) if name in FROM and why)
    return max((one.moment for one in found if one), default=None)


def _said(values: Mapping[str, Any], now: datetime) -> Iterator[State]:
    for name, key, value, why in against(values, now):
        if why == "in the future":
            yield "scheduled"
        elif name == "unlisted" and says_yes(value):
            yield "unlisted"
        elif key in BUILD:  # Hugo renders the page, and lists do not have it
            yield "unlisted" if why in _IN_NO_LIST else "draft"
        else:
            yield _WORDS.get(bare(word(value)), "draft") if name in STATES | MAYBE_STATES else "draft"
