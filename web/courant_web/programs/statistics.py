"""The numbers of the statistics page as a table for spreadsheets (CSV, RFC 4180)."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from courant_kit.calls.errors import CourantError
from courant_kit.words import gettext as _
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from courant_web.accounts.grants import requester
from courant_web.pages import refusal
from courant_web.upstream.gateway import read_for

LIST = "courant.core.view.list"
USUAL_DAYS = 30
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How what a spreadsheet computes begins; such text gets an apostrophe before it (OWASP, CSV injection)."""
BOM = "\ufeff"
"""Without it, Excel does not read UTF-8."""


class Day(msgspec.Struct):
    """A day, and how often pages were read on it."""

    day: date
    views: int


class ReadPage(msgspec.Struct):
    """A page, and how often it was read."""

    path: str
    title: str
    author: str
    views: int


class Site(msgspec.Struct):
    """Another site, and how many views came from it."""

    host: str
    views: int


class Views(msgspec.Struct):
    """What the page shows."""

    days: list[Day]
    pages: list[ReadPage]
    referrers: list[Site]


@require_GET
async def views(request: HttpRequest) -> HttpResponse:
    """The views that the page of the same parameters shows, for those who may see it."""
    person = await requester(request)
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and len(asked) < len("10000") else USUAL_DAYS
    path = request.GET.get("path", "")
    try:
        found = msgspec.convert(await read_for(person, request, LIST, {"path": path, "days": days}), Views)
    except CourantError as error:
        return refusal.show(request, error.status, error.message, person)
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'attachment; filename="views.csv"'}
    return HttpResponse(written(rows(found, path)), content_type="text/csv; charset=utf-8", headers=headers)


def rows(found: Views, path: str) -> Iterator[tuple[str, str, str, str, int | str]]:
    """A row for each day, page and site, with its kind first; the pages only if the views are not those of one."""
    yield _("Kind"), _("Name"), _("Title"), _("Author"), _("Views")
    for one in found.days:
        yield _("Day"), one.day.isoformat(), "", "", one.views
    for page in [] if path else found.pages:
        yield _("Page"), page.path, page.title, page.author, page.views
    for site in found.referrers:
        yield _("Site"), site.host or _("Others"), "", "", site.views


def written(table: Iterable[Iterable[int | str]]) -> Iterator[str]:
    """The rows as CSV, one after the other; no cell is a formula."""
    yield BOM
    for row in table:
        line = io.StringIO()
        csv.writer(line).writerow(map(_safe, row))
        yield line.getvalue()


def _safe(cell: int | str) -> int | str:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
