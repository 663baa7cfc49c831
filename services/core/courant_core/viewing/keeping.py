"""The stored views: one number for each page and day, and one for each site from which readers came on it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from courant_kit.store.rows import among, each
from django.db.models import Sum

from courant_core.models import Reading, ReadPage, Referral
from courant_core.viewing_contract import DayViews, PageViews, Referrer, ViewsFound
from courant_core.viewing_contract import ReadPage as Read

SHOWN = 50
"""How many pages and sites an answer has."""
MOST_HOSTS = 50
"""How many sites a page has on one day; those beyond them are added up."""

PAGE = """
INSERT INTO courant_core_readpage (path, title, author) VALUES (%s, %s, %s)
ON CONFLICT (path) DO UPDATE SET title = excluded.title, author = excluded.author WHERE excluded.title <> ''
"""
VIEWS = """
INSERT INTO courant_core_reading (page_id, day, views) VALUES (%s, %s, %s)
ON CONFLICT (page_id, day) DO UPDATE SET views = courant_core_reading.views + excluded.views
"""
HOSTS = """
INSERT INTO courant_core_referral (page_id, day, host, views) VALUES (%s, %s, %s, %s)
ON CONFLICT (page_id, day, host) DO UPDATE SET views = courant_core_referral.views + excluded.views
"""
IDS = "SELECT path, id FROM courant_core_readpage WHERE path IN ({values})"


def add(pages: Sequence[PageViews], day: date) -> None:
    """Add views to those of a day; runs inside a transaction."""
    pages = sorted(pages, key=lambda one: one.path)  # always in the same order, so that no two wait for each other
    each(PAGE, ((one.path, one.title, one.author) for one in pages))
    ids = dict(among(IDS, (one.path for one in pages)))
    each(VIEWS, ((ids[one.path], day, sum(one.hosts.values())) for one in pages))
    came = [(ids[one.path], one.hosts) for one in pages if any(one.hosts)]
    each(HOSTS, ((page, day, host, count) for page, hosts in came for host, count in _bounded(page, day, hosts)))


def find(path: str, days: int, today: date) -> ViewsFound:
    """The views of so many days up to today: of one page, or of all."""
    first = today - timedelta(days=days - 1)
    readings = Reading.objects.filter(day__gte=first, day__lte=today)
    referrals = Referral.objects.filter(day__gte=first, day__lte=today)
    if path:
        readings, referrals = readings.filter(page__path=path), referrals.filter(page__path=path)
    counted = dict(readings.values_list("day").annotate(sum=Sum("views")))
    most = readings.values_list("page__path", "page__title", "page__author").annotate(sum=Sum("views"))
    hosts = referrals.values_list("host").annotate(sum=Sum("views"))
    return ViewsFound(
        total=sum(counted.values()),
        days=[DayViews(day, counted.get(day, 0)) for day in _days(first, today)],
        pages=[Read(*one) for one in most.order_by("-sum", "page__path")[:SHOWN]],
        referrers=[Referrer(*one) for one in hosts.order_by("-sum", "host")[:SHOWN]],
    )


def forget(before: date) -> None:
    """Delete the views of earlier days, and pages that have none any more."""
    for kind in (Reading, Referral):
        kind.objects.filter(day__lt=before).delete()
    ReadPage.objects.filter(reading=None).delete()


def known(paths: Iterable[str]) -> set[str]:
    """The paths among these that are pages which were read before."""
    return {path for path, _ in among(IDS, paths)}


def _bounded(page: int, day: date, hosts: dict[str, int]) -> list[tuple[str, int]]:
    there = set(Referral.objects.filter(page=page, day=day).values_list("host", flat=True))
    room, found = MOST_HOSTS - len(there), list[tuple[str, int]]()
    others = 0
    for host, count in hosts.items():
        if not host:
            continue
        if host not in there and room <= 0:
            others += count
            continue
        room -= host not in there
        found.append((host, count))
    return [*found, ("", others)] if others else found


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=at) for at in range((last - first).days + 1))
