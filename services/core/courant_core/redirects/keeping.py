"""The redirects in core's database."""

from collections.abc import Iterable, Sequence

from courant_core.models import Redirect
from courant_core.redirects.following import Known, Rule

AT_ONCE = 400
"""Keys in one query; SQLite has had a bound of 999 (https://www.sqlite.org/limits.html, 9)."""


def known(keys: Sequence[str]) -> dict[str, Rule]:
    """The stored rules with these keys."""
    found: dict[str, Rule] = {}
    keys = [key for key in keys if "\0" not in key]  # PostgreSQL refuses zeros, and none is stored with any
    for start in range(0, len(keys), AT_ONCE):
        rows = Redirect.objects.filter(source__in=keys[start : start + AT_ONCE])
        found |= {row.source: Rule(row.source, row.target, row.below) for row in rows}
    return found


def within(keys: Iterable[str]) -> Known:
    """The stored rules with these keys and what is above them, read at once; what lies outside is read when asked."""
    read = list(dict.fromkeys(keys))
    cached = known(read)
    asked = set(read)

    def lookup(wanted: list[str]) -> dict[str, Rule]:
        fresh = [key for key in wanted if key not in asked]
        cached.update(known(fresh))
        asked.update(fresh)
        return {key: cached[key] for key in wanted if key in cached}

    return lookup


def store(rules: Iterable[Rule]) -> None:
    """Store rules, in a transaction; one with the same key is replaced."""
    rows = [Redirect(source=rule.source, target=rule.target, below=rule.below) for rule in rules]
    Redirect.objects.bulk_create(
        rows, batch_size=200, update_conflicts=True, unique_fields=["source"], update_fields=["target", "below"]
    )


def listed(words: str, start: int, count: int) -> list[Rule]:
    """The rules whose addresses have these words in them, by old address; one more than `count`, if there is one."""
    found = Redirect.objects.order_by("source")
    for word in words.split():
        found = found.filter(source__icontains=word) | found.filter(target__icontains=word)
    return [Rule(row.source, row.target, row.below) for row in found[start : start + count + 1]]


def remove(key: str) -> Rule | None:
    """Delete the rule with this key, in a transaction; returns what it was."""
    found = known([key]).get(key)
    Redirect.objects.filter(source=key).delete()
    return found


def count() -> int:
    """How many rules there are."""
    return Redirect.objects.count()


def any_with_parameters() -> bool:
    """Whether there is a rule from an address with parameters; it reads all of them if there is none."""
    return Redirect.objects.filter(source__contains="?").exists()
