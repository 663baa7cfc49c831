"""Calls a page of a module with the kit and of a bare autobahn component by turns; prints the seconds of each, as JSON.

`python bench/page_call.py TURNS CALLS`, from the checkout's root in the services' environment.
"""

import json
import re
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp

from tests.router import ROOT
from tests.services import Program
from tests.site import Site
from tests.wamp import Peer, WampError

MODULES = {"kitmodule": "bench/kitmodule.py", "bare": "bench/bare_module.py"}
PAGES = {
    "kit": "courant.kitmodule.page.index", "async": "courant.kitmodule.page.at_once", "bare": "courant.bare.page.index"
}  # fmt: skip


def main(turns: int, calls: int) -> None:
    """Take the turns."""
    found: dict[str, list[float]] = {name: [] for name in PAGES}
    with ExitStack() as stack:
        site = Site()
        stack.callback(site.stop)
        site.start()
        for name, path in MODULES.items():
            stack.enter_context(_module(site, name, path))
        caller = stack.enter_context(site.operator())
        for page in PAGES.values():
            _until_answered(caller, page)
        for _ in range(turns):
            for name, page in PAGES.items():
                found[name] += [_timed(caller, page) for _ in range(calls)][calls // 10 :]
    print(json.dumps(found))


def _module(site: Site, name: str, path: str) -> Program:
    secret = re.search(r"COURANT_SECRET=(\S+)", site.command("module", "add", name))
    assert secret
    data = Path(mkdtemp())
    environment = {
        "COURANT_SECRET": secret[1].strip("'\""), "COURANT_DATA": str(data), "COURANT_LOG_LEVEL": "warning",
        "COURANT_ROUTER": (site.data / "run" / "router").read_text().strip(),
    }  # fmt: skip
    return Program([ROOT / path], environment, data / "module.log")


def _until_answered(caller: Peer, page: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            caller.call(page)
        except WampError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _timed(caller: Peer, page: str) -> float:
    started = time.perf_counter()
    caller.call(page)
    return time.perf_counter() - started


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
