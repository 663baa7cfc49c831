"""Where uploads stand: recorded with each text that is saved, and read to decide who may see a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from courant_kit.live.audience import Audience
from courant_kit.media.names import described_in, found_in
from courant_kit.store import rows
from courant_kit.store.models import Media, MediaUse

_AMONG = f"SELECT name FROM {Media._meta.db_table} WHERE name IN ({{values}})"  # noqa: SLF001 - public API


@dataclass(frozen=True, slots=True)
class Place:
    """A text in which uploads stand: what people call it, where it is, who may see it.

    `fragment` is the id of a live fragment of that audience which changes when people may see the text no more.
    """

    title: str
    address: str
    audience: Audience
    fragment: str = ""


Places = Callable[[Iterable[str]], Mapping[str, Place]]
"""Finds places by their keys; those that do not exist any more are left out."""

Seen = Callable[[set[str]], set[str]]
"""Those of some uploads that a text's author may see."""


def stands(place: str, *texts: str, keep: bool = False, older: str = "", seen: Seen | None = None) -> None:
    """Record which uploads stand in a place, in the transaction that saves its text; the older ones are forgotten.

    Give `seen` for an author who may not see all of them: others do not become visible by standing in the text.

    With `keep`, the place still shows its older texts to its audience: their files stay, marked as past. `older` is the
    place of the older texts if they are for others.
    """
    now = _stored(found_in(*texts))
    before = {use.name: use for use in MediaUse.objects.filter(place=place)}
    if seen is not None:
        now = (now & before.keys()) | seen(now - before.keys())
    gone = [name for name, use in before.items() if name not in now and not (keep and use.past)]
    if gone:
        _leave(place, gone, keep=keep)
    if older:
        MediaUse.objects.filter(place=older, name__in=now).delete()
        _add(older, gone, past=True)
    again = [name for name, use in before.items() if name in now and use.past]
    if again:
        MediaUse.objects.filter(place=place, name__in=again).update(past=False)
    if now:
        _describe(texts)
    _add(place, sorted(now - before.keys()))


def _leave(place: str, names: Sequence[str], *, keep: bool) -> None:
    """The text has these no longer: with `keep`, an older one has them."""
    left = MediaUse.objects.filter(place=place, name__in=names)
    if keep:
        left.update(past=True)
    else:
        left.delete()
        Media.objects.filter(name__in=names).update(left=timezone.now())


def _stored(names: Iterable[str]) -> set[str]:
    """Those names that uploads have: a text can have thousands of others."""
    return {name for (name,) in rows.among(_AMONG, sorted(names))}


def _add(place: str, names: Sequence[str], *, past: bool = False) -> None:
    if names:
        fresh = [MediaUse(name=name, place=place, past=past) for name in names]
        MediaUse.objects.bulk_create(fresh, ignore_conflicts=True)


def _describe(texts: Iterable[str]) -> None:
    """The library learns what pictures show from the first text that says it."""
    for text in texts:
        for name, words in described_in(text).items():
            Media.objects.filter(name=name, alt="").update(alt=words)


def places_of(name: str) -> dict[str, bool]:
    """The keys of the places where an upload stands, each with whether that is past."""
    return dict(MediaUse.objects.filter(name=name).order_by("past", "place").values_list("place", "past"))
