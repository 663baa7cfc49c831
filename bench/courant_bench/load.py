"""HTTP requests with wrk, the same for both sides."""

import re
import shutil
import subprocess

from courant_bench.processes import NotReady

CONNECTIONS = 32


def requests_per_second(url: str, seconds: int) -> float:
    """Load `url` for `seconds` over 32 persistent connections; raises `NotReady` if an answer was not a success."""
    program = shutil.which("wrk")
    if not program:
        raise NotReady("wrk is not installed (Debian: apt-get install wrk)")
    command = [program, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", url]
    words = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 60).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", words)
    if not found or "Non-2xx" in words:
        raise NotReady(f"{url} did not answer with success:\n{words}")
    return float(found[1])
