"""A new first-party service needs only its folder: added to a copy of the checkout, it is set up and started."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from shutil import copy2, copytree, ignore_patterns, rmtree
from tempfile import mkdtemp

import pytest

from tests.router import ROOT
from tests.site import Site

pytestmark = pytest.mark.router

FOLDERS = ("services", "web", "cli", "router", "deploy", "requirements")
ELSEWHERE = ignore_patterns(".venv", "node_modules", "__pycache__", "tests", "*.egg-info")
LIBRARIES = Path(sysconfig.get_path("purelib"))
SHELF = {
    "pyproject.toml": """
        [build-system]
        requires = ["setuptools>=77"]
        build-backend = "setuptools.build_meta"
        [project]
        name = "courant-shelf"
        version = "0.1.0"
        dependencies = ["courant-kit"]
        [project.entry-points."courant.services"]
        shelf = "courant_shelf"
        [tool.setuptools.packages.find]
        include = ["courant_shelf*"]
    """,
    "courant_shelf/__init__.py": "",
    "courant_shelf/contract.py": """
        from courant_kit.wire.contract import page
        PAGE_INDEX = page("courant.shelf.page.index", doc="The shelf.")
    """,
    "courant_shelf/routes.py": """
        from courant_kit.wire.routes import serves
        from django.urls import path
        from courant_shelf import contract
        urlpatterns = [path("shelf/", serves(contract.PAGE_INDEX), name="index")]
    """,
    "courant_shelf/service.py": """
        from courant_kit.module import Module
        from courant_kit.wire.contract import Contract
        from courant_kit.wire.manifest import MenuEntry
        from courant_kit.wire.page import Page
        from courant_shelf import contract
        from courant_shelf.routes import urlpatterns
        menu = [MenuEntry(title="Shelf", url="/shelf/", icon="book", order=50)]
        module = Module("shelf", "Shelf", Contract.of("shelf", contract), urlpatterns=urlpatterns, menu=menu)
        @module.handles(contract.PAGE_INDEX)
        def index(caller, request):
            return Page(title="Shelf", html="<p>Three books.</p>", canonical="/shelf/")
    """,
    "courant_shelf/__main__.py": """
        from courant_kit.process.django_settings import setup
        from courant_kit.process.run import run
        settings = setup("shelf", "courant_shelf")
        from courant_shelf.service import module
        run(module, settings)
    """,
}


@pytest.fixture(scope="module")
def checkout() -> Iterator[Path]:
    """A copy of this checkout with one folder more, set up; the libraries in its environment are this one's."""
    root = Path(mkdtemp(prefix="courant-checkout-"))
    try:
        for folder in FOLDERS:
            copytree(ROOT / folder, root / folder, ignore=ELSEWHERE)
        for name, text in SHELF.items():
            file = root / "services" / "shelf" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join(line[8:] for line in text.splitlines()))
        set_up(root)
        yield root
    finally:
        rmtree(root, ignore_errors=True)


def set_up(root: Path) -> None:
    """Do what `deploy/setup run` does, but for the libraries, the browser client and the router, which are shared."""
    home = root / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    # A path in a .pth file is not searched for more of them: of this checkout's own packages nothing is seen.
    (packages / "libraries.pth").write_text(f"{LIBRARIES}\n")
    for stamp in ("setup", "base"):
        copy2(ROOT / ".venv" / f".stamp-{stamp}", home)
    (root / "router" / ".venv").symlink_to(ROOT / "router" / ".venv")
    code = "from environments import services_environment; services_environment(testing=False)"
    path = os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ["PATH"]])
    environment = {**os.environ, "PYTHONPATH": str(root / "deploy" / "setup"), "PATH": path}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=120)


@pytest.fixture(scope="module")
def site(checkout: Path) -> Iterator[Site]:
    """The site that `courant up` brings up there."""
    running = Site(root=checkout, python=str(checkout / ".venv" / "bin" / "python")).start()
    yield running
    running.stop()


def test_its_page_is_served_and_stands_in_the_menu(site: Site) -> None:
    status, page = site.fetch("/shelf/")
    assert status == 200
    assert "Three books." in page
    assert 'href="/shelf/"' in site.fetch("/blog/")[1]


def test_it_runs_from_the_copy_with_what_every_service_has(site: Site, checkout: Path) -> None:
    (pid,) = site.pids("shelf")
    command = Path(f"/proc/{pid}/cmdline").read_text()
    assert command.startswith(str(checkout))
    checked = site.command("check")
    for what in ("module shelf is present", "database of shelf", "secret"):
        assert what in checked
    assert "wrong" not in checked


def test_its_name_is_taken(site: Site) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        site.command("module", "add", "shelf")
    assert "belongs to the site" in refused.value.stderr.decode()
    with site.service("shelf") as shelf:
        assert shelf.welcome[2]["authrole"] == "service"
