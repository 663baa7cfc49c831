"""Joins 5 and then 100 modules; prints when the menu has the last one, memory and page calls at both counts, as JSON.

`python bench/many_modules.py FEW MANY CALLS`, from the checkout's root in the services' environment. The modules are
sessions of one process, each with a credential, a page, a menu entry and its announcement: what a module costs the
site is measured, and not what its own process costs.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from tests.site import PROCESSES, Site
from tests.wamp import Peer, WebSocketWire

HTML = "<h1>One of many</h1>" + "<p>A paragraph of a page.</p>" * 40
PAGE = {"status": 200, "title": "One of many", "html": HTML, "fragments": {}}
MENU = "core.menu"


def main(few: int, many: int, calls: int) -> None:
    """Measure at both counts."""
    site = Site({"COURANT_LIMIT_ADDRESS_CALLS": "1000000/1000000"})
    found: dict[str, Any] = {}
    try:
        site.start()
        with site.operator() as operator, site.visitor() as window:
            joined = 0
            for name, count in (("few", few), ("many", many)):
                secrets = {_name(at): _secret(operator, _name(at)) for at in range(joined, count)}
                with _watched(window, f"Module {count - 1}") as seen:
                    started = time.perf_counter()
                    for one, secret in secrets.items():
                        _join(site, one, secret)
                    last = time.perf_counter()
                joined = count
                seconds = [_timed(window) for _ in range(calls)]
                own = [_timed(window, "courant.m0.page.index") for _ in range(calls)]
                found[name] = {
                    "joining": last - started, "menu": seen[0] - last, "memory": _memory(site), "blog": seconds,
                    "own": own,
                }  # fmt: skip
    finally:
        site.stop()
    print(json.dumps(found))


def _name(at: int) -> str:
    return f"m{at}"


def _secret(operator: Peer, name: str) -> str:
    return str(operator.call("courant.core.credential.create", name=name, kind="module")["secret"])


def _join(site: Site, name: str, secret: str) -> None:
    peer = Peer(WebSocketWire(f"ws://localhost:{site.port}/ws"), authid=name, method="ticket", secret=secret)
    procedure = f"courant.{name}.page.index"
    peer.register(procedure, lambda *_: PAGE)
    title = f"Module {name.removeprefix('m')}"
    route = {"name": "index", "python": rf"^{name}/\Z", "pattern": f"^{name}/$", "procedure": procedure}
    menu = [{"title": title, "url": f"/{name}/", "icon": "file-text"}]
    peer.call("courant.site.module.announce", module=name, title=title, menu=menu, routes=[route])


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


def _timed(window: Peer, page: str = "courant.blog.page.index") -> float:
    started = time.perf_counter()
    window.call(page)
    return time.perf_counter() - started


def _memory(site: Site) -> int:
    """The resident bytes of the site's processes."""
    pids = [pid for name in PROCESSES for pid in site.pids(name)]
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 for pid in pids)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
