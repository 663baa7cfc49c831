"""The how-to of publishing a module: the wheel that it builds runs on a site, from an environment of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.documents import DOCS, blocks
from tests.docs.test_tutorial import until_shown
from tests.services import Program
from tests.site import Site

HOW_TO = DOCS / "how-to" / "publish-a-module.md"
UV = Path(sys.executable).with_name("uv")
PACKAGE = "courant_recipes"


def packaged(site: Site, folder: Path) -> Path:
    """The module that the command writes, in the layout that the how-to describes."""
    site.command("new", "module", "recipes", "--title", "Our recipes", "--into", str(folder))
    home, package = folder / "recipes", folder / "recipes" / PACKAGE
    package.mkdir()
    (package / "__init__.py").touch()
    for path in [home / "recipes.py", *home.glob("*.html")]:
        path.rename(package / path.name)
    (home / "tests").mkdir()
    for path in home.glob("*test*.py"):
        changed = re.sub(r"(?m)^import recipes\b", "from courant_recipes import recipes", path.read_text())
        (home / "tests" / path.name).write_text(changed)
        path.unlink()
    (description,) = (block for block in blocks(HOW_TO) if block.label == "pyproject.toml")
    (home / "pyproject.toml").write_text(description.text)
    return home


def installed(home: Path, folder: Path) -> Path:
    """A folder with the wheel of a distribution, as in an environment that has the kit besides."""
    options = ["--no-build-isolation", "--quiet", "--python", sys.executable, "--out-dir", str(folder)]
    subprocess.run([UV, "build", "--wheel", *options, home], check=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    subprocess.run([UV, "pip", "install", "--quiet", "--no-deps", "--target", target, wheel], check=True)
    return target


def run_tests(home: Path, target: Path) -> None:
    """Run the tests of the distribution against what is installed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    environment = {**os.environ, "PYTHONPATH": str(target)}
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.router
def test_a_packaged_module_runs_from_its_wheel(site: Site, tmp_path: Path) -> None:
    home = packaged(site, tmp_path)
    target = installed(home, tmp_path / "dist")
    run_tests(home, target)
    exported = dict(re.findall(r"export (COURANT_\w+)=(\S+)", site.command("module", "add", "recipes")))
    environment = {**exported, "COURANT_DATA": str(tmp_path / "var"), "PYTHONPATH": str(target)}
    with Program([target / "bin" / "courant-recipes"], environment, tmp_path / "recipes.log"):
        assert until_shown(site, "/", "Our recipes")
        with site.operator() as operator:
            operator.call("courant.recipes.entry.add", title="Leek soup", text="*Boil* it.")
            modules = operator.call("courant.core.module.list")["modules"]
        assert until_shown(site, "/recipes/", "Leek soup")
        assert [module["version"] for module in modules if module["module"] == "recipes"] == ["1.0.0"]
    site.command("module", "remove", "recipes")
