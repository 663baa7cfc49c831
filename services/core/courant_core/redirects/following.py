"""Following redirects from one to the next, so that a reader is sent only once, and never in a circle (no I/O)."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from courant_kit.wire.old_addresses import bare

from courant_core.redirects.addresses import above, continued, keys_of

MOST_STEPS = 10
"""So many redirects are followed one after the other."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A redirect: from the address with this key to `target`; without one, what was there is gone for good.

    If it is `below`, it is for everything below that address too, which keeps the rest of its path.
    """

    source: str
    target: str
    below: bool = False


Known = Callable[[list[str]], dict[str, Rule]]
"""The rules with these keys, by key."""


class Circle(ValueError):
    """Redirects lead back to where they began, or go on for too long."""


def step(path: str, query: str, known: Known) -> tuple[Rule, str] | None:
    """The rule for a decoded path and a query, and the address it leads to; None if there is none."""
    exact, higher = keys_of(path, query), above(bare(path))
    rules = known([*exact, *higher])
    for key in exact:
        if key in rules:
            return rules[key], rules[key].target
    for key in higher:
        if key in rules and rules[key].below:
            return rules[key], continued(rules[key].target, bare(path)[len(key) :].strip("/")) if rules[
                key
            ].target else ""
    return None


def end_of(path: str, query: str, known: Known) -> str | None:
    """Where an address leads in the end: an address, "" for what is gone, or None if no rule is for it.

    Raises Circle.
    """
    found = step(path, query, known)
    seen: set[str] = set()
    target = None
    while found is not None:
        target = found[1]
        if not target.startswith("/"):
            return target
        if target in seen or len(seen) >= MOST_STEPS:
            raise Circle(target)
        seen.add(target)
        parts = urlsplit(target)
        found = step(unquote(parts.path), parts.query, known)
    return target


def with_new(known: Known, new: dict[str, Rule]) -> Known:
    """What is known together with new rules, which replace others with their keys."""
    return lambda keys: {**known(keys), **{key: new[key] for key in keys if key in new}}
