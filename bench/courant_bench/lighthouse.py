"""Lighthouse, as locked in `peers/lighthouse`, on pages of a site, as a phone loads them."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from courant_bench.browser import PROGRAMS, QUIET
from courant_bench.packages import NODE, PEERS, install
from courant_bench.processes import NotReady

PEER = PEERS / "lighthouse"
CATEGORIES = {
    "performance": "performance", "accessibility": "accessibility", "best-practices": "best practices", "seo": "SEO",
}  # fmt: skip
"""Lighthouse's categories, and what people call them."""
FLAGS = (*QUIET, "--headless=new", "--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
TIMES = {
    "first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS", "speed-index": "SI",
}  # fmt: skip
PHONE = 264.0
"""The benchmark index of the phone that the profile stands for, by Chromium's calibration (a Moto G Power of 2022)."""
SLOWDOWN = 4.0
"""How many times slower than the machine Lighthouse takes that phone to be, unless it is told otherwise."""
WEIGHTLESS = frozenset({"notApplicable", "manual", "informative"})
FINE = 0.9
"""Lighthouse's own mark from which an audit is green."""


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of a page: `scores` (0 to 100) by category, `times` in words, and audits not passed.

    `machine` is the benchmark index of the machine while the page was loaded.
    """

    scores: Mapping[str, float]
    times: str
    failed: Sequence[str]
    machine: float

    @property
    def slowdown(self) -> float:
        """How many times slower than the machine, as it was, the phone is: from 1 to what Lighthouse takes."""
        return max(1.0, min(SLOWDOWN, self.machine / PHONE))


def audited(url: str, out: Path, slowdown: float = SLOWDOWN) -> Report:
    """Load a page as a phone does, and return what Lighthouse says; its complete report is written to `out`.

    The packages are installed once. Chromium can reach this machine only. Times of the processor are multiplied by
    `slowdown`: a machine with other work may be as slow as the phone already. Raises `NotReady`.
    """
    install(PEER)
    words = [
        NODE / "bin/node", PEER / "node_modules/lighthouse/cli/index.js", url, "--quiet", "--output=json",
        f"--output-path={out}", "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}",
        f"--throttling.cpuSlowdownMultiplier={slowdown:.2f}",
        f"--chrome-flags={' '.join(_quoted(flag) for flag in FLAGS)}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": _program(), "CI": "1"}
    done = subprocess.run([str(word) for word in words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotReady(f"Lighthouse ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return read(json.loads(out.read_text()))


def read(found: Mapping[str, Any]) -> Report:
    """What a report of Lighthouse (its JSON) says; raises `NotReady` if it could not load the page."""
    if error := found.get("runtimeError"):
        raise NotReady(f"{found['requestedUrl']}: {error['message']}")
    audits = found["audits"]
    scores = {name: 100 * (found["categories"][name]["score"] or 0) for name in CATEGORIES}
    times = ", ".join(f"{short} {audits[name].get('displayValue', '?')}" for name, short in TIMES.items())
    failed = [_said(one) for one in audits.values() if _missed(one)]
    return Report(scores, times.replace("\xa0", " "), failed, float(found["environment"]["benchmarkIndex"]))


def _missed(audit: Mapping[str, Any]) -> bool:
    score = audit.get("score")
    return audit["scoreDisplayMode"] not in WEIGHTLESS and score is not None and score < FINE


def _said(audit: Mapping[str, Any]) -> str:
    shown = audit.get("displayValue", "").replace("\xa0", " ")
    return f"{audit['id']} ({shown})" if shown else str(audit["id"])


def _quoted(flag: str) -> str:
    return f'"{flag}"' if " " in flag else flag


def _program() -> str:
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        raise NotReady("Chromium is not installed (Debian: apt-get install chromium)")
    return program
