"""Answers with a feed: one of a module, or the site's, of what all modules have that is new."""

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec
from asgiref.sync import sync_to_async
from courant_kit.calls.errors import CourantError, NotFound
from courant_kit.process.threads import checked
from courant_kit.wire.feed import Feed
from django.http import HttpRequest, HttpResponse

from courant_web.environment import configured
from courant_web.front.cache_policy import cache_policy
from courant_web.pages.shell import RETRY, absolute
from courant_web.programs.feeds.json_feed import json_feed
from courant_web.programs.feeds.xml import atom, rss
from courant_web.programs.websub import announced
from courant_web.upstream.directory import FeedMatch
from courant_web.upstream.gateway import read
from courant_web.upstream.state import directory, site

FORMS = {
    "atom": (atom, "application/atom+xml; charset=utf-8"),
    "rss": (rss, "application/rss+xml; charset=utf-8"),
    "json": (json_feed, "application/feed+json; charset=utf-8"),
}
SITE = "feed/"
"""Where the site's own feed is, unless a module answers there."""

NEWEST = 20


def of_site(path: str) -> FeedMatch | None:
    """The site's own feed, if it is at this path (without its leading slash) in one of its formats."""
    for form in FORMS:
        if path.strip("/") == ("feed" if form == "atom" else f"feed/{form}"):
            return FeedMatch("", "", f"/{SITE}", form=form)  # type: ignore[arg-type]  # the keys of FORMS
    return None


async def show(request: HttpRequest, found: FeedMatch) -> HttpResponse:
    """The feed in the format that is wanted, kept until one of its modules publishes a live event."""
    try:
        feed = await _read(request, found.procedure, found.named) if found.procedure else await _merged(request)
    except NotFound as error:
        return HttpResponse(f"{error.message}\n", status=error.status)
    except CourantError as error:
        return HttpResponse(f"{error.message}\n", status=error.status, headers={"Retry-After": RETRY})
    policy = cache_policy(request.scope)  # type: ignore[attr-defined]  # only ASGI requests come here
    policy.wanted, policy.shared, policy.modules = True, True, modules(found)
    write, kind = FORMS[found.form]
    hub = await _hub(found, feed)
    headers = {"Cache-Control": "no-cache", **(_links(found, hub) if hub else {})}
    return HttpResponse(write(feed, found.path, hub), content_type=kind, headers=headers)


async def _hub(found: FeedMatch, feed: Feed) -> str:
    """The hub that is told when this feed changes, "" for none."""
    hub, listed = configured().hub, not found.named
    work: Any = partial(announced.remember, found.path, feed, listed=listed)
    remembered = hub and await sync_to_async(checked, thread_sensitive=False)(work, ())
    return hub if remembered else ""


def _links(found: FeedMatch, hub: str) -> dict[str, str]:
    """How subscribers find the hub and the feed's own address (WebSub, 4)."""
    own = absolute(found.path + ("" if found.form == "atom" else f"{found.form}/"))
    return {"Link": f'<{hub}>; rel="hub", <{own}>; rel="self"'}


def modules(found: FeedMatch) -> frozenset[str]:
    """The modules whose events may change this feed."""
    if found.module:
        return frozenset({found.module})
    return frozenset(entry.procedure.split(".")[1] for entry in directory.feeds())


async def _read(request: HttpRequest, procedure: str, named: dict[str, str]) -> Feed:
    return msgspec.convert(await read(request, procedure, **named), Feed)


async def _merged(request: HttpRequest) -> Feed:
    """What is new in the modules that are there; if one of them does not answer, there is no feed without it."""
    feeds = await asyncio.gather(*(_read(request, entry.procedure, {}) for entry in directory.feeds()))
    return merged(feeds, site.name)


def merged(feeds: Iterable[Feed], title: str) -> Feed:
    """The newest entries of several feeds, by when each was first published."""
    items = sorted((item for feed in feeds for item in feed.items), key=lambda item: item.published, reverse=True)
    return Feed(title, items[:NEWEST])
