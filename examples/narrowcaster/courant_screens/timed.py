"""Timed work: noticing that a screen is off, that a message has ended, and that another day has begun."""

from datetime import date

from courant_screens import clock, devices, programs
from courant_screens.models import Message
from courant_screens.module import module
from courant_screens.procedures import publish

STARTED = clock.now()
_today: list[date] = []


@module.every(2)
def miss() -> None:
    """Note which screens have not reported for a while."""
    devices.miss(STARTED)


@module.every(1)
def end() -> None:
    """Publish that messages have ended."""
    for message in Message.objects.filter(until__lte=clock.now(), ended=False):
        Message.objects.filter(pk=message.pk).update(ended=True)
        publish(message)


@module.every(60)
def renew() -> None:
    """On a new day, publish what screens play: they know it for a week ahead."""
    today = clock.local().date()
    if _today != [today]:
        _today[:] = [today]
        programs.renew()
