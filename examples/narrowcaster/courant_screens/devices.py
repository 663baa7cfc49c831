"""The devices that are screens: how one becomes a screen, and whether it is on."""

import hashlib
import secrets
from datetime import datetime, timedelta

from courant_kit import Conflict, NotFound, touch
from django.db.models import QuerySet

from courant_screens import clock, contract
from courant_screens.models import Asking, Screen

LATE = timedelta(seconds=35)
"""Without a word for so long, a screen is off: it has missed three reports."""

FORGOTTEN = timedelta(minutes=10)
"""So long after its last report, a device that asked to be a screen gets a new code."""

MOST = 50
"""How many devices may ask at once. One more takes the place of the one that has been silent longest."""

EACH = 12
"""How many of them may be in one network: who makes up devices takes the places of their own."""

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""The letters of codes: none that looks like another one from afar."""


def hashed(secret: str) -> str:
    """What is stored of a device's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def asking(screen: Screen, device: str, source: str) -> str:
    """The code for a device that is not this screen: it shows the code until somebody at the desk types it.

    `source` is the network that the device is in (`Caller.source`).
    """
    now = clock.now()
    Asking.objects.filter(heard__lt=now - FORGOTTEN).delete()
    known = Asking.objects.filter(device=device, screen=screen).first()
    if known is None:
        _make_room(device, source)
        code = "".join(secrets.choice(LETTERS) for _ in range(6))
        known = Asking(screen=screen, device=device, source=source, code=code)
    known.heard = now
    known.save()
    return known.code


def _make_room(device: str, source: str) -> None:
    Asking.objects.filter(device=device).delete()
    _keep(Asking.objects.filter(source=source), EACH - 1)
    _keep(Asking.objects.all(), MOST - 1)


def _keep(rows: QuerySet[Asking], most: int) -> None:
    """Delete all but those that were heard last."""
    kept = rows.order_by("-heard").values_list("pk", flat=True)[:most]
    rows.exclude(pk__in=list(kept)).delete()


def pair(code: str, by: str) -> Screen:
    """Make the device that shows a code the screen that it asks to be; raises NotFound, Conflict."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    found = Asking.objects.filter(code=letters, heard__gt=clock.now() - FORGOTTEN).select_related("screen").first()
    if found is None:
        raise NotFound("No device shows this code. Look at the screen once more.", field="code")
    screen = found.screen
    if screen.device and screen.on:
        raise Conflict(f"“{screen.name}” has a device that is on. Withdraw that one first.", field="code")
    _take(screen)
    screen.device, screen.paired, screen.by = found.device, clock.now(), by
    screen.save()
    found.delete()
    touch(contract.SCREENS(), contract.CONTROL(screen.pk))
    return screen


def withdraw(screen: Screen) -> None:
    """Take a screen from its device, which then shows a code again."""
    _take(screen)
    screen.save()
    touch(contract.SCREENS(), contract.CONTROL(screen.pk))


def _take(screen: Screen) -> None:
    screen.device, screen.paired, screen.by, screen.on, screen.heard = "", None, "", False, None
    screen.playing, screen.title, screen.shown, screen.since = "", "", None, None


def heard(screen: Screen, playing: str, title: str) -> None:
    """Store what a device reports of its screen; windows learn of it if something else is shown, or it was off."""
    now = clock.now()
    other = (screen.playing, screen.title) != (playing, title)
    was_off = not screen.on
    screen.heard = now
    if was_off:
        screen.on, screen.since = True, now
    if other or was_off:
        screen.playing, screen.title, screen.shown = playing, title, now
        touch(contract.SCREENS(), contract.CONTROL(screen.pk))
    screen.save()


def miss(started: datetime) -> None:
    """Note which screens are off. None is while the module has not run for as long as it would listen."""
    now = clock.now()
    if now - started < LATE:
        return
    silent = list(Screen.objects.filter(on=True, heard__lt=now - LATE))
    for screen in silent:
        screen.on, screen.since = False, now
        screen.save()
    if silent:
        touch(contract.SCREENS(), *(contract.CONTROL(screen.pk) for screen in silent))
