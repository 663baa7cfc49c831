"""The letter of the week: all posts that were published since the last one, at one minute of the week."""

import os
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from courant_kit.process.environment import SettingError
from django.utils import timezone

from courant_mail.desk import desk, store
from courant_mail.hearing.preparing import subscribers
from courant_mail.letters import issues
from courant_mail.models import Issue, Reader
from courant_mail.sending.server import SERVER
from courant_mail.site import now as site

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WHEN = re.compile(rf"({'|'.join(DAYS)}) ([01][0-9]|2[0-3]):([0-5][0-9])")


def moment(environment: Mapping[str, str]) -> tuple[int, int, int]:
    """The weekday (0: Monday), hour and minute in COURANT_MAIL_WEEKLY; raises SettingError for anything else."""
    text = environment.get("COURANT_MAIL_WEEKLY") or "monday 08:00"
    found = _WHEN.fullmatch(text.lower())
    if not found:
        raise SettingError(f"COURANT_MAIL_WEEKLY is {text!r}; it should be a day and a time, such as monday 08:00")
    return DAYS.index(found[1]), int(found[2]), int(found[3])


WHEN = moment(os.environ)


def last(now: datetime, when: tuple[int, int, int], zone: ZoneInfo) -> datetime:
    """The last such moment of a week that is not after `now`, by the site's clocks."""
    day, hour, minute = when
    here = now.astimezone(zone)
    found = (here - timedelta(days=(here.weekday() - day) % 7)).replace(
        hour=hour, minute=minute, second=0, microsecond=0
    )
    return found if found <= here else found - timedelta(days=7)


def week_of(moment_: datetime) -> str:
    """The name of a week: the day on which its letter is sent."""
    return f"{moment_:%Y-%m-%d}"


def make() -> None:
    """Make the letter of the week if it is time and there were posts."""
    before = desk().week
    due = last(timezone.now(), WHEN, site.zone)
    if not SERVER or before == week_of(due):
        return
    store(week=week_of(due))
    if before:  # the service is new: its first week begins now
        _make(due, before)


def _make(due: datetime, before: str) -> None:
    since = datetime.fromisoformat(before).replace(hour=due.hour, minute=due.minute, tzinfo=due.tzinfo)
    posts = Issue.objects.filter(kind=Issue.Kind.POST, created__gt=since, created__lte=due)
    posts = posts.exclude(state=Issue.State.CANCELLED).order_by("pk")
    numbers = [number for about in posts.values_list("about", flat=True) for number in about]
    readers = subscribers(Reader.Pace.WEEKLY)
    if numbers and readers and issues.hear(Issue.Kind.WEEK, f"week-{week_of(due)}", numbers):
        issue = Issue.objects.get(key=f"week-{week_of(due)}")
        issues.ready(issue, "The week", readers)
