"""HTTP requests with wrk, the same for both sides."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from courant_bench.processes import NotReady

CONNECTIONS = 32


EACH_ONCE = """
local paths, at = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
"""
"""A script for wrk that asks for each path in a file, in order."""


def requests_per_second(url: str, seconds: int) -> float:
    """Load `url` for `seconds` over 32 persistent connections; raises `NotReady` if an answer was not a success."""
    return _loaded(url, seconds)[0]


def first_visits_per_second(url: str, paths: Sequence[str], seconds: int) -> tuple[float, int]:
    """As above, each of these paths of the site at `url` once, in order; also how many were asked for.

    Raises `NotReady` if that is more than there are.
    """
    with tempfile.TemporaryDirectory() as folder:
        listed, script = Path(folder) / "paths", Path(folder) / "each_once.lua"
        listed.write_text("".join(f"{path}\n" for path in paths))
        script.write_text(EACH_ONCE % listed)
        rate, count = _loaded(url, seconds, "-s", str(script))
    if count > len(paths):
        raise NotReady(f"{count} pages were asked for, and there are {len(paths)}")
    return rate, count


def _loaded(url: str, seconds: int, *more: str) -> tuple[float, int]:
    program = shutil.which("wrk")
    if not program:
        raise NotReady("wrk is not installed (Debian: apt-get install wrk)")
    command = [program, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", *more, url]
    words = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 60).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", words)
    count = re.search(r"(\d+) requests in", words)
    if not found or not count or "Non-2xx" in words:
        raise NotReady(f"{url} did not answer with success:\n{words}")
    return float(found[1]), int(count[1])
