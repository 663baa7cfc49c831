"""Each process of a site loads only what it uses: the lists here name every library that it loads.

A library that is not in the list costs memory and time in every site. If it is needed, add it; if not, leave it out
(`courant_router/lean.py`, `courant_kit/process/lean.py`). One that is gone leaves the list.
"""

import json
import time
from pathlib import Path

import pytest

from tests.router import RouterProcess
from tests.services import Program
from tests.site import Site

#: Runs a module as `python -m` does, and writes down the libraries that it has loaded when it ends.
SCRIPT = """
import atexit, json, runpy, sys
report, name, *arguments = sys.argv[1:]

def write():
    files = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
    loaded = {name.partition(".")[0] for name, file in files.items() if "site-packages" in file}
    with open(report, "w") as file:
        json.dump(sorted(loaded), file)

atexit.register(write)
sys.argv[1:] = arguments
runpy.run_module(name, run_name="__main__", alter_sys=True)
"""

#: Parts of the environment of tests, which a site does not have.
OF_TESTS = {"_distutils_hack", "greenlet"}

TWISTED = {"attr", "attrs", "constantly", "incremental", "twisted", "typing_extensions", "zope"}

SERVICE = {
    *TWISTED, "_cffi_backend", "_nvx_utf8validator", "_nvx_xormasker", "asgiref", "autobahn", "automat", "cbor2",
    "click", "dj_database_url", "django", "hyperlink", "idna", "lazy_loader", "msgpack", "msgspec", "sqlparse",
    "structlog", "txaio",
}  # fmt: skip

CONTENT = {"comrak", "nh3", "pygments"}

SERVICES = {
    "core": SERVICE,
    "blog": SERVICE | CONTENT,
    "wiki": SERVICE | CONTENT,
    "search": SERVICE,
    "mail": SERVICE | {"nh3"},
    "web": SERVICE | {"_brotli", "allauth", "brotli", "environ", "httptools", "uvicorn", "uvloop"},
}

SUPERVISOR = {*TWISTED, "click", "lazy_loader"}

ROUTER = {
    *TWISTED, "_cffi_backend", "_nvx_utf8validator", "_nvx_xormasker", "_sodium", "autobahn", "base58", "cbor2", "cffi",
    "click", "crossbar", "hyperlink", "idna", "jinja2", "lazy_loader", "markupsafe", "msgpack", "nacl", "psutil",
    "pyasn1", "pycparser", "pytrie", "txaio", "yaml",
}  # fmt: skip


def loaded(report: Path) -> set[str]:
    """The libraries in a report."""
    names = json.loads(report.read_text())
    return {name for name in names if not name.startswith("__editable__")} - OF_TESTS


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_loads_only_what_it_uses(router: RouterProcess, tmp_path: Path, name: str) -> None:
    report, log = tmp_path / "report", tmp_path / "log"
    command = ["-c", SCRIPT, str(report), f"courant_{name}"]
    with Program(command, router.environment(name), log) as program:
        deadline = time.monotonic() + 120
        while '"joined"' not in log.read_text():
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        program.end()
    assert loaded(report) == SERVICES[name]


def test_the_router_loads_only_what_it_uses(tmp_path: Path) -> None:
    own = RouterProcess()
    python, _, *rest = own.command
    own.command = [python, "-c", SCRIPT, tmp_path / "report", *rest]
    own.start()
    own.stop()
    assert loaded(tmp_path / "report") == ROUTER


def test_the_supervisor_loads_only_what_it_uses(tmp_path: Path) -> None:
    site = Site()
    site.up = ["-c", SCRIPT, str(tmp_path / "report"), "courant_cli", "up"]
    site.start()
    site.stop()
    assert loaded(tmp_path / "report") == SUPERVISOR
