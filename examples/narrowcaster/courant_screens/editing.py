"""What the desk does with playlists and what is on them. Each step can be undone."""

from datetime import date, time
from functools import partial
from typing import Any

from courant_kit import Answer, Caller, Conflict, Invalid, Undo, media, touch
from django.db.models import Max

from courant_screens import contract, programs
from courant_screens.models import Entry, Playlist
from courant_screens.module import module
from courant_screens.procedures import found, screen_of

MOST_ENTRIES = 100
MOST_PLAYLISTS = 50

playlist_of = partial(found, Playlist, removed=False)
entry_of = partial(found, Entry)


@module.handles(contract.ADD_PLAYLIST)
def add_playlist(caller: Caller, request: contract.Add) -> Answer:
    """Add a playlist before the others: a new one is for some hours, and the last one for all others."""
    if Playlist.objects.filter(removed=False).count() >= MOST_PLAYLISTS:
        raise Conflict(f"There are {MOST_PLAYLISTS} playlists already.", field="name")
    playlist = Playlist.objects.create(name=request.name, place=-1)
    _number(Playlist.objects.all())
    touch(contract.PLAYLISTS())
    return Answer(location=f"/screens/playlist/{playlist.pk}/")


@module.handles(contract.SAVE_PLAYLIST)
def save_playlist(caller: Caller, request: contract.Plan) -> Answer:
    """Change when and where a playlist plays; raises NotFound, Invalid, Conflict if it ends before its first day."""
    playlist = playlist_of(request.id)
    first, last = _day(request.first, "first"), _day(request.last, "last")
    if first and last and last < first:
        raise Conflict("The last day is before the first.", field="last")
    programs.renew(playlist)
    playlist.name, playlist.first, playlist.last = request.name, first, last
    playlist.begins, playlist.ends = _time(request.begins), _time(request.ends)
    playlist.weekdays = "".join(map(str, sorted(set(request.weekdays))))
    playlist.save()
    playlist.screens.set([screen_of(number) for number in request.screens])
    programs.renew(playlist)
    return Answer(notice="Saved.")


@module.handles(contract.MOVE_PLAYLIST)
def move_playlist(caller: Caller, request: contract.Move) -> Answer:
    """Put a playlist at another place among those that are not removed; raises NotFound."""
    playlist = playlist_of(request.id)
    before = _move(playlist, list(Playlist.objects.filter(removed=False)), request.place)
    programs.renew()
    return _moved(contract.MOVE_PLAYLIST.uri, playlist.pk, before)


@module.handles(contract.REMOVE_PLAYLIST)
def remove_playlist(caller: Caller, request: contract.Named) -> Answer:
    """Remove a playlist; raises NotFound."""
    playlist = playlist_of(request.id)
    _remove(playlist, removed=True)
    undo = Undo(contract.RESTORE_PLAYLIST.uri, {"id": playlist.pk})
    return Answer(location="/screens/", notice=f"“{playlist.name}” is removed.", undo=undo)


@module.handles(contract.RESTORE_PLAYLIST)
def restore_playlist(caller: Caller, request: contract.Named) -> Answer:
    """Restore a playlist with all that is on it; raises NotFound."""
    playlist = found(Playlist, request.id)
    _remove(playlist, removed=False)
    return Answer(notice=f"“{playlist.name}” is back.")


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _day(text: str, field: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid("There is no such day.", field=field) from None


def _remove(playlist: Playlist, *, removed: bool) -> None:
    playlist.removed = removed
    playlist.save()
    programs.renew(playlist)
    touch(contract.ENTRIES(playlist.pk))


@module.handles(contract.ADD_ENTRY)
def add_entry(caller: Caller, request: contract.AddEntry) -> Answer:
    """Put something on a playlist; raises NotFound, Conflict if it is full."""
    playlist = playlist_of(request.playlist)
    others = list(playlist.entry_set.all())
    if len(others) >= MOST_ENTRIES:
        raise Conflict(f"There are {MOST_ENTRIES} entries on this playlist already.", field="path")
    last = playlist.entry_set.aggregate(last=Max("place"))["last"] or 0
    entry = Entry.objects.create(
        playlist=playlist, place=last + 1, kind=request.kind, path=request.path, title=request.title or request.path,
        seconds=request.seconds, count=request.count,
    )  # fmt: skip
    media.stands(programs.place(entry), entry.path)
    if request.place is not None:
        _move(entry, [*others, entry], request.place)
    _renew(playlist)
    return Answer(notice=f"“{entry.title}” is on the playlist.")


@module.handles(contract.CHANGE_ENTRY)
def change_entry(caller: Caller, request: contract.ChangeEntry) -> Answer:
    """Change how long an entry is shown; raises NotFound."""
    entry = entry_of(request.id)
    undo = Undo(contract.CHANGE_ENTRY.uri, {"id": entry.pk, "seconds": entry.seconds})
    entry.seconds = request.seconds
    entry.save()
    _renew(entry.playlist)
    return Answer(notice=f"“{entry.title}” is shown for {entry.seconds} seconds.", undo=undo)


@module.handles(contract.MOVE_ENTRY)
def move_entry(caller: Caller, request: contract.Move) -> Answer:
    """Put an entry at another place of its playlist; raises NotFound."""
    entry = entry_of(request.id)
    before = _move(entry, list(entry.playlist.entry_set.all()), request.place)
    _renew(entry.playlist)
    return _moved(contract.MOVE_ENTRY.uri, entry.pk, before)


@module.handles(contract.REMOVE_ENTRY)
def remove_entry(caller: Caller, request: contract.Named) -> Answer:
    """Take an entry from its playlist; raises NotFound."""
    entry = entry_of(request.id)
    place = list(entry.playlist.entry_set.values_list("pk", flat=True)).index(entry.pk)
    kept = {name: getattr(entry, name) for name in ("kind", "path", "title", "seconds", "count")}
    media.stands(programs.place(entry))
    entry.delete()
    _renew(entry.playlist)
    undo = Undo(contract.ADD_ENTRY.uri, {"playlist": entry.playlist_id, "place": place, **kept})
    return Answer(notice=f"“{entry.title}” is taken off.", undo=undo)


def _renew(playlist: Playlist) -> None:
    programs.renew(playlist)
    touch(contract.ENTRIES(playlist.pk))


def _moved(call: str, number: int, before: int) -> Answer:
    return Answer(notice="Moved.", undo=Undo(call, {"id": number, "place": before}))


def _move(row: Any, rows: list[Any], place: int) -> int:
    """Put one of these rows at a place among them; returns where it was."""
    before = [one.pk for one in rows].index(row.pk)
    rows.insert(place, rows.pop(before))
    _number(rows)
    return before


def _number(rows: Any) -> None:
    for place, row in enumerate(rows):
        type(row).objects.filter(pk=row.pk).update(place=place)
