"""The jobs of `make test`: the linters, the client's unit tests, and every suite, some on two databases."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests import postgresql
from tests.jobs import Job

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ROOT / "tests" / "plugins"

#: Containers come with networks, and their engine with one. When one comes or goes, Chromium ends whatever its pages
#: are loading.
ENGINE, IMAGES, CONTAINERS = "container engine", "container images", "tests/containers"

#: The suites that drive a browser: they begin when the engine runs, and the containers begin when they have ended.
BROWSERS = (
    "tests/browser", "tests/chaos", "tests/docs", "tests/clients", "web/client/tests", "tests/hostile", "tests/compat",
)  # fmt: skip

#: The longest suite is two jobs: each has every other file, and a site of its own.
IN_HALVES = {"tests/browser"}

#: Folders of tests in the order in which they begin, so that the containers, whose start needs everybody's patience,
#: have others beside them. Those with a `*` are as many suites as they match.
SUITES = (
    "tests/browser", "tests/integration", *BROWSERS, CONTAINERS, "tests/upgrades", "services/blog/tests",
    "services/wiki/tests", "web/tests", "services/*/tests", "cli/tests", "tests/*", "examples/*/tests", "bench/tests",
    "router/tests",
)  # fmt: skip

#: Suites of what keeps data: their tests that use a database run again on PostgreSQL, where this machine has it.
DATABASE_SUITES = ("services/*/tests", "web/tests")


def preparations() -> list[Job]:
    """What begins before the suites, because it takes long: the engine of the containers, then their images."""
    build = (sys.executable, "-m", "tests.containers.images")
    return [Job(ENGINE, (*build, "engine"), ROOT), Job(IMAGES, build, ROOT, after=(ENGINE,))]


def checks() -> list[Job]:
    """What is tested without pytest."""
    return [
        Job("lint", ("make", "--silent", "lint"), ROOT),
        Job("web/client unit tests", ("node", "test.mjs"), ROOT / "web" / "client"),
    ]


def suites() -> list[Path]:
    """The folders that hold tests, in the order in which they begin."""
    found = [path for pattern in SUITES for path in sorted(ROOT.glob(pattern))]
    return [path for path in dict.fromkeys(found) if any(path.glob("test_*.py"))]


def planned(url: str, arguments: Sequence[str], reports: Path) -> list[Job]:
    """Every suite with the database it runs on: SQLite, and for those that keep data also the cluster at `url`.

    `arguments` are pytest's. A job writes its report to `reports`, as `report` names it.
    """
    keeping = {suite for pattern in DATABASE_SUITES for suite in ROOT.glob(pattern)} if url else set()
    return [
        _suite(part, where, arguments, reports)
        for suite in suites()
        for part in _parts(str(suite.relative_to(ROOT)))
        for where in (("", url) if suite in keeping else ("",))
    ]


def report(name: str, reports: Path) -> Path:
    """Where the job with this name writes which of its tests passed."""
    return reports / f"{name.replace('/', '-')}.xml"


def alone(job: Job, reports: Path) -> Job:
    """The tests of this suite that failed, once more; for a machine on which nothing else runs."""
    name = f"{job.name}, alone"
    again = ("--last-failed", "--last-failed-no-failures=none", f"--junit-xml={report(name, reports)}")
    return replace(job, name=name, command=(*job.command, *again), after=())


@dataclass(frozen=True, slots=True)
class _Part:
    """A suite, or half of it: its folder, what people call it, and what pytest gets."""

    folder: str
    name: str
    paths: tuple[str, ...]


def _parts(folder: str) -> list[_Part]:
    if folder not in IN_HALVES:
        return [_Part(folder, folder, (folder,))]
    files = [str(path.relative_to(ROOT)) for path in sorted((ROOT / folder).glob("test_*.py"))]
    return [_Part(folder, f"{folder} {half}/2", tuple(files[half - 1 :: 2])) for half in (1, 2)]


def _suite(part: _Part, url: str, arguments: Sequence[str], reports: Path) -> Job:
    folder, name = part.folder, f"{part.name} on PostgreSQL" if url else part.name
    # Each has a database of its own name: Django calls the one it makes for tests after it.
    database = {"DATABASE_URL": postgresql.named(url, folder.replace("/", "_"))} if url else {}
    # What uses no database has nothing new to show on another one.
    plugins = ("-p", "seldom", *(("-p", "on_database") if url else ()))
    # What failed is remembered for each suite by itself: two of them may be one folder on two databases.
    memory = ("-o", f"cache_dir={report(name, reports).with_suffix('')}")
    options = ("-q", "--no-header", *plugins, *memory, f"--junit-xml={report(name, reports)}", *arguments)
    command = (sys.executable, "-m", "pytest", *part.paths, *options)
    browsers = tuple(one.name for browser in BROWSERS for one in _parts(browser))
    after = {CONTAINERS: (*browsers, IMAGES)}.get(folder, (ENGINE,) if folder in BROWSERS else ())
    return Job(name, command, ROOT, {"PYTHONPATH": f"{ROOT}{os.pathsep}{PLUGINS}", **database}, after)
