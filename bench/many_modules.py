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
BLOG, OWN = "courant.blog.page.index", "courant.m0.page.index"
WARM = 100


def main(few: int, many: int, calls: int) -> None:
    """Measure with few, with many, and with few again, once the others have left."""
    site = Site({"COURANT_LIMIT_ADDRESS_CALLS": "1000000/1000000"})
    try:
        site.start()
        with site.operator() as operator, site.visitor() as window:
            secrets = [str(_created(operator, f"m{at}")["secret"]) for at in range(many)]
            for _ in range(WARM):
                _timed(window, BLOG)
            first = _joined(site, window, range(few), secrets)
            before = _calls(window, calls)
            rest = _joined(site, window, range(few, many), secrets)
            during = {**_calls(window, calls), "memory": _memory(site)}
            for peer in rest["peers"]:
                peer.close()
            after = _calls(window, calls)
    finally:
        site.stop()
    both = {name: before[name] + after[name] for name in before}
    print(json.dumps({
        "few": {**both, "menu": first["menu"], "memory": first["memory"]},
        "many": {**during, "menu": rest["menu"], "joining": rest["joining"]},
    }))  # fmt: skip


def _joined(site: Site, window: Peer, numbers: range, secrets: list[str]) -> dict[str, Any]:
    """Join these modules; how long that took, and the last one until it is in the menu, in seconds."""
    peers, started, last = list[Peer](), time.perf_counter(), 0.0
    with _watched(window, f"Module {numbers[-1]}") as seen:
        for at in numbers:
            last = time.perf_counter()
            peers.append(_join(site, f"m{at}", secrets[at]))
    joining = time.perf_counter() - started
    return {"peers": peers, "joining": joining, "menu": seen[0] - last, "memory": _memory(site)}


def _calls(window: Peer, calls: int) -> dict[str, list[float]]:
    return {name: [_timed(window, page) for _ in range(calls)] for name, page in (("blog", BLOG), ("own", OWN))}


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
    pids = [pid for name in PROCESSES for pid in site.pids(name)]
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 for pid in pids)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
