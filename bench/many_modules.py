"""Joins 5 modules to one site and 100 to another; prints when the menu has the last, memory and page calls, as JSON.

`python bench/many_modules.py FEW MANY CALLS`, from the checkout's root in the services' environment. The modules are
sessions of one process, each with a credential, a page, a menu entry and its announcement: what a module costs the
site is measured, and not what its own process costs.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from tests.site import PROCESSES, Site
from tests.wamp import Peer, WebSocketWire

HTML = "<h1>One of many</h1>" + "<p>A paragraph of a page.</p>" * 40
PAGE = {"status": 200, "title": "One of many", "html": HTML, "fragments": {}}
BLOG, OWN = "courant.blog.page.index", "courant.m0.page.index"
WARM = 100
EACH = 20
"""Calls of one turn, so short that other work on the machine reaches both sides."""

REST, RESTING, PATIENCE = 0.5, 0.05, 30.0
"""The sites rest when their processes used less than RESTING of a core for REST seconds."""


def main(few: int, many: int, calls: int) -> None:
    """Measure a site with few and one with many beside it by turns, once what joining set off has ended."""
    with ExitStack() as stack:
        sides = {name: _site(stack, count) for name, count in (("few", few), ("many", many))}
        found: dict[str, dict[str, Any]] = {name: side[2] for name, side in sides.items()}
        _rested([site for site, _, _ in sides.values()])
        for site, window, figures in sides.values():
            figures |= {"memory": _memory(site), "blog": [], "own": []}
            for page in (BLOG, OWN) * WARM:
                _timed(window, page)
        for name, page in (("blog", BLOG), ("own", OWN)):
            for _ in range(calls // EACH):
                for _, window, figures in sides.values():
                    figures[name] += [_timed(window, page) for _ in range(EACH)]
        print(json.dumps(found))


def _site(stack: ExitStack, count: int) -> tuple[Site, Peer, dict[str, Any]]:
    """A site with so many modules that have joined, an open window, and how long joining took."""
    site = Site({"COURANT_LIMIT_ADDRESS_CALLS": "1000000/1000000"})
    stack.callback(site.stop)
    site.start()
    operator, window = stack.enter_context(site.operator()), stack.enter_context(site.visitor())
    secrets = [str(_created(operator, f"m{at}")["secret"]) for at in range(count)]
    return site, window, _joined(stack, site, window, secrets)


def _rested(sites: list[Site]) -> None:
    """Wait until the sites have little to do, for a while at most: other work may keep them from it."""
    pids, end = [pid for site in sites for pid in _pids(site)], time.monotonic() + PATIENCE
    used = sum(map(_used, pids))
    while time.monotonic() < end:
        time.sleep(REST)
        before, used = used, sum(map(_used, pids))
        if used - before < REST * RESTING:
            return


def _used(pid: int) -> float:
    """The seconds of processor time that a process has used."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _joined(stack: ExitStack, site: Site, window: Peer, secrets: list[str]) -> dict[str, Any]:
    """Join a module with each secret; how long that took, and the last one until it is in the menu, in seconds."""
    started, last = time.perf_counter(), 0.0
    with _watched(window, f"Module {len(secrets) - 1}") as seen:
        for at, secret in enumerate(secrets):
            last = time.perf_counter()
            stack.enter_context(_join(site, f"m{at}", secret))
    return {"joining": time.perf_counter() - started, "menu": seen[0] - last}


def _created(operator: Peer, name: str) -> Any:
    return operator.call("courant.core.credential.create", name=name, kind="module")


def _join(site: Site, name: str, secret: str) -> Peer:
    peer = Peer(WebSocketWire(f"ws://localhost:{site.port}/ws"), authid=name, method="ticket", secret=secret)
    procedure = f"courant.{name}.page.index"
    peer.register(procedure, lambda *_: PAGE)
    title = f"Module {name.removeprefix('m')}"
    route = {"name": "index", "python": rf"^{name}/\Z", "pattern": f"^{name}/$", "procedure": procedure}
    menu = [{"title": title, "url": f"/{name}/", "icon": "file-text"}]
    peer.call("courant.site.module.announce", module=name, title=title, menu=menu, routes=[route])
    return peer


@contextmanager
def _watched(window: Peer, title: str) -> Iterator[list[float]]:
    """The moment at which the window's menu has this title; waits for it."""
    seen: list[float] = []
    events = window.subscribe("courant.core.live.menu")

    def watch() -> None:
        while True:
            _, fields, _ = window.next_event(events, timeout=60)
            if f"{title}<" in str(fields.get("html", "")) or f"{title}\n" in str(fields.get("html", "")):
                seen.append(time.perf_counter())
                return

    thread = Thread(target=watch)
    thread.start()
    yield seen
    thread.join()


def _timed(window: Peer, page: str) -> float:
    started = time.perf_counter()
    window.call(page)
    return time.perf_counter() - started


def _memory(site: Site) -> int:
    """The resident bytes of the site's processes."""
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 for pid in _pids(site))


def _pids(site: Site) -> list[int]:
    return [pid for name in PROCESSES for pid in site.pids(name)]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
