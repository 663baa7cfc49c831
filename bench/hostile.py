"""Reads pages of others while a module does harm, and while it does not, by turns; prints the seconds, as JSON.

`python bench/hostile.py TURNS SECONDS`, from the root of the checkout in the environment of the services. A reader
calls the list of the blog over a socket, and loads the wiki and the front page over HTTP as somebody who is signed in,
one after the other. The module hangs, answers garbage, floods and tries to take what belongs to others, and visitors
ask for its pages.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

import httpx

from tests.hostile.stranger import NAME, Stranger, stranger
from tests.readers import Reader
from tests.site import Site

FAST = {
    f"COURANT_LIMIT_{kind}": "1000000/1000000"
    for kind in ("PERSON_CALLS", "PERSON_WRITES", "ADDRESS_CALLS", "ADDRESS_WRITES")
}
WARM = 20


def main(turns: int, seconds: float) -> None:
    """Take the turns."""
    site = Site(FAST)
    found: dict[str, list[float]] = {"with": [], "without": []}
    try:
        site.start()
        with Reader(site).sign_in("admin") as reader, site.visitor() as window:
            pages = _pages(reader, lambda: window.call("courant.blog.page.index"))
            for number in range(WARM):
                pages[number % len(pages)]()
            for _ in range(turns):
                found["without"] += _timed(pages, seconds)
                with stranger(site) as module:
                    found["with"] += _harmed(site, module, pages, seconds)
                    listed = reader.http.get("/admin/modules/").text
    finally:
        site.stop()
    print(json.dumps({**found, "told": [what for what in ("reads it more slowly", "held back") if what in listed]}))


def _pages(reader: Reader, called: Callable[[], object]) -> list[Callable[[], object]]:
    def loads(path: str) -> Callable[[], object]:
        return lambda: reader.http.get(path).raise_for_status()

    return [called, loads("/wiki/"), loads("/")]


def _timed(pages: list[Callable[[], object]], seconds: float) -> list[float]:
    found, end = list[float](), time.perf_counter() + seconds
    while time.perf_counter() < end:
        for page in pages:
            started = time.perf_counter()
            page()
            found.append(time.perf_counter() - started)
            time.sleep(0.005)
    return found


def _harmed(site: Site, module: Stranger, pages: list[Callable[[], object]], seconds: float) -> list[float]:
    over = Event()
    visitors = [Thread(target=_visit, args=(site, kind, over)) for kind in ("hangs", "wrong", "large")]
    module.does("steal")
    module.does("flood")
    for visitor in visitors:
        visitor.start()
    found = _timed(pages, seconds)
    over.set()
    for visitor in visitors:
        visitor.join()
    return found


def _visit(site: Site, kind: str, over: Event) -> None:
    """Ask for a page of the module again and again, as a patient visitor would: twice a second."""
    with httpx.Client(base_url=site.url, timeout=30) as client:
        while not over.wait(0.5):
            with suppress(httpx.HTTPError):
                client.get(f"/{NAME}/{kind}/")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
