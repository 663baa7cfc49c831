"""How often pages are read: sums of a few seconds, in memory only, without anything that says who read (no I/O).

A view is a browser's request for a public page that somebody goes to; clicks inside a window are counted by core.
Scripts that fetch, programs that are no browsers, and pages that a browser fetches in advance are not counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

MOST = 4_000
"""How many different sums are kept until they are handed over; what is more is not counted."""
MOST_NEW = 1_000
"""As above, of browsers that are not known yet: those that are have their own place, which no flood can fill."""
MOST_KNOWN = 5_000
"""How many browsers are remembered; those that were not seen for the longest time are forgotten."""
MOST_AGENTS = 50
"""How many browsers that are not known yet are looked at for each handing over: each takes some milliseconds."""
LONGEST_AGENT = 300
"""Bytes of a User-Agent; browsers send less."""
LONGEST_HOST = 100
_SITE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_AT_HOME = (".local", ".localhost", ".internal", ".lan", ".home")

_ASKED = {
    b"user-agent", b"referer", b"host", b"accept", b"sec-fetch-mode", b"sec-purpose", b"purpose", b"dnt", b"sec-gpc",
}  # fmt: skip


class Counted(NamedTuple):
    """A public page whose views count: its path, its title, and the name of who wrote it ("" if nobody is named)."""

    path: str
    title: str
    author: str


class Seen(NamedTuple):
    """Views that are the same: of a page, from a site ("" if it is unknown or is this one), by one kind of browser."""

    page: Counted
    host: str
    agent: str


Headers = Iterable[tuple[bytes, bytes]]


class Views:
    """The views since they were last handed over."""

    def __init__(self) -> None:
        self._sums: Counter[Seen] = Counter()
        self._new: Counter[Seen] = Counter()
        self._agents: dict[str, bool] = {}

    def see(self, page: Counted, headers: Headers) -> None:
        """Count a request for a page, if it is somebody's who goes there."""
        asked = {name: value for name, value in headers if name in _ASKED}
        agent = asked.get(b"user-agent", b"")
        if not agent or len(agent) > LONGEST_AGENT or not _is_navigation(asked):
            return
        name = agent.decode("latin-1")
        known = self._agents.get(name)
        sums, most = (self._new, MOST_NEW) if known is None else (self._sums, MOST)
        seen = Seen(page, _referrer(asked), name)
        if not known and (seen in sums or len(sums) < most):
            sums[seen] += 1

    def swap(self) -> Counter[Seen]:
        """What was counted, and begin anew; call it where `see` is called, so that no view is between the two."""
        sums, self._sums, self._new = self._sums + self._new, Counter(), Counter()
        return sums

    def told(self, sums: Counter[Seen], is_program: Callable[[str], bool]) -> dict[Counted, Counter[str]]:
        """The views of each page by the site that led there; `is_program` knows browsers from others.

        What a browser is called is forgotten with it, but for the names of browsers themselves.
        """
        programs = self._looked_at(sums, is_program)
        found: dict[Counted, Counter[str]] = {}
        for seen, count in sums.items():
            if programs.get(seen.agent) is False:
                found.setdefault(seen.page, Counter())[seen.host] += count
        return found

    def _looked_at(self, sums: Counter[Seen], is_program: Callable[[str], bool]) -> dict[str, bool]:
        """Which names are those of programs, of those that are known, and of the most frequent that are not yet."""
        views = Counter[str]()
        for seen, count in sums.items():
            views[seen.agent] += count
        known = {agent: self._agents[agent] for agent in views if agent in self._agents}
        fresh = [agent for agent, _ in views.most_common() if agent not in known][:MOST_AGENTS]
        now = {agent: is_program(agent) for agent in fresh} | known
        for agent, program in now.items():
            self._agents.pop(agent, None)  # so that it is the last one to be forgotten
            self._agents[agent] = program
        for agent in list(self._agents)[:-MOST_KNOWN]:
            del self._agents[agent]
        return now


def _is_navigation(asked: dict[bytes, bytes]) -> bool:
    """Whether somebody goes to the page (Fetch Metadata), and does not only fetch it, as prefetching does."""
    if asked.get(b"sec-purpose", b"").startswith(b"prefetch") or asked.get(b"purpose") == b"prefetch":
        return False
    mode = asked.get(b"sec-fetch-mode")
    return mode == b"navigate" if mode else b"text/html" in asked.get(b"accept", b"")


def _referrer(asked: dict[bytes, bytes]) -> str:
    """The other site that led here; "" for those who ask not to be followed (Do Not Track, Global Privacy Control)."""
    if asked.get(b"dnt") == b"1" or asked.get(b"sec-gpc") == b"1":
        return ""
    try:
        host = urlsplit(asked.get(b"referer", b"").decode("ascii")).hostname or ""
        own = urlsplit(f"//{asked.get(b'host', b'').decode('ascii')}").hostname
    except ValueError:
        return ""
    return host if host != own and _is_public(host) else ""


def _is_public(host: str) -> bool:
    """Whether it is the name of a site: no address, and no name of a network at home or at work."""
    return len(host) <= LONGEST_HOST and _SITE.fullmatch(host) is not None and not host.endswith(_AT_HOME)
