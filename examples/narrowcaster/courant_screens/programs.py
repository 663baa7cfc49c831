"""What each screen plays: its playlists, and what is planned for the days to come."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time

from courant_kit import EVERYBODY, FragmentId, Place, touch
from django.db.models import Q, QuerySet

from courant_screens import clock, contract
from courant_screens.models import Entry, Message, Playlist, Screen
from courant_screens.timetable import Times, spans

DAYS = 8
"""For how many days a screen knows what to play. It learns more each day, so it may be cut off for a week."""


@dataclass(frozen=True, slots=True)
class Change:
    """From a moment on (milliseconds), a playlist plays; 0 if none does."""

    at: int
    playlist: int


@dataclass(frozen=True, slots=True)
class Program:
    """What a screen plays: its playlists, and when each begins."""

    screen: Screen
    playlists: list[Playlist]
    changes: list[Change] = field(default_factory=list)


def times(playlist: Playlist) -> Times:
    """When a playlist plays."""
    days = frozenset(map(int, playlist.weekdays))
    return Times(playlist.begins, playlist.ends, days, playlist.first, playlist.last)


def on(screen: Screen) -> QuerySet[Playlist]:
    """The playlists of a screen, those for all screens too, in their order."""
    mine = Q(screens=screen) | Q(screens=None)
    return Playlist.objects.filter(mine, removed=False).distinct().prefetch_related("entry_set")


def program(screen: Screen, now: datetime) -> Program:
    """What a screen plays from now on."""
    playlists = [one for one in on(screen) if one.entry_set.all()]
    planned = [(one.pk, times(one)) for one in playlists]
    midnight = datetime.combine(now.astimezone(clock.ZONE).date(), time(0), clock.ZONE)
    found = spans(planned, clock.ZONE, midnight.astimezone(now.tzinfo), DAYS)
    return Program(screen, playlists, [Change(clock.milliseconds(one.at), one.playlist or 0) for one in found])


def messages(screen: Screen, now: datetime) -> QuerySet[Message]:
    """The urgent messages on a screen, newest first."""
    here = Q(screens=screen) | Q(screens=None)
    return shown(now).filter(here).distinct()


def shown(now: datetime) -> QuerySet[Message]:
    """The messages that are shown now, newest first."""
    return Message.objects.filter(withdrawn=False, until__gt=now).order_by("-pk")


def of(declared: "contract.Fragment[int]", screens: Iterable[Screen]) -> list[FragmentId[int]]:
    """The fragments of this kind of these screens."""
    return [declared(screen.pk) for screen in screens]


def renew(playlist: Playlist | None = None) -> None:
    """Publish what screens play: those of a playlist, or all."""
    chosen = list(playlist.screens.all()) if playlist else []
    touch(*of(contract.PROGRAM, chosen or Screen.objects.all()), contract.PLAYLISTS())


def place(entry: Entry) -> str:
    """The key of the place where a picture on a playlist stands."""
    return f"entry-{entry.pk}"


def places(keys: Iterable[str]) -> dict[str, Place]:
    """Where uploaded pictures stand: on screens, everybody sees them."""
    numbers = [int(key.rpartition("-")[2]) for key in keys]
    entries = Entry.objects.filter(pk__in=numbers, playlist__removed=False).select_related("playlist")
    address = "/screens/playlist/{}/".format
    return {place(one): Place(one.playlist.name, address(one.playlist_id), EVERYBODY) for one in entries}
