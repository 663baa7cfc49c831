"""Our distributions as wheels, and whether they hold everything that belongs to them."""

import shutil
import subprocess
import zipfile
from pathlib import Path

#: The distributions of a release, each a folder.
DISTRIBUTIONS = ("services/*", "clients/*", "cli", "web")

#: What is built here, and is not in git.
BUILT = "courant_web/static/built/**/[!.]*.*"

#: Sources from which something is built; no program reads them.
SOURCES = "courant_web/icons/"


def build(root: Path, folder: Path) -> list[Path]:
    """Build a wheel of each distribution into a folder; gives the wheels. The browser client has to be built before."""
    places = [place for pattern in DISTRIBUTIONS for place in sorted(root.glob(pattern)) if _is_one(place)]
    python = root / ".venv" / "bin" / "python"
    for place in places:
        # setuptools would pack files that were deleted since it was last here.
        shutil.rmtree(place / "build", ignore_errors=True)
        options = ["--no-build-isolation", "--quiet", "--python", str(python), "--out-dir", str(folder)]
        command = [str(python.with_name("uv")), "build", "--wheel", *options, str(place)]
        subprocess.run(command, check=True)
    return sorted(folder.glob("*.whl"))


def lacking(root: Path, wheels: list[Path]) -> list[str]:
    """The files of our packages that are in none of the wheels."""
    packed = {name for wheel in wheels for name in zipfile.ZipFile(wheel).namelist()}
    return sorted(_ours(root) - packed)


def _is_one(place: Path) -> bool:
    return (place / "pyproject.toml").is_file()


def _ours(root: Path) -> set[str]:
    """The files of the packages, as wheels name them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout
    kept = {_in_its_wheel(name) for name in listed.split("\0")}
    built = {str(path.relative_to(root / "web")) for path in (root / "web").glob(BUILT)}
    return {name for name in kept | built if name.startswith("courant_") and not name.startswith(SOURCES)}


def _in_its_wheel(name: str) -> str:
    """A file of the checkout under the name that it has in a wheel, if it is in one: without the folders around it."""
    place = next((pattern.rstrip("*") for pattern in DISTRIBUTIONS if name.startswith(pattern.rstrip("*"))), "")
    inside = name.removeprefix(place).lstrip("/")
    return inside.partition("/")[2] if place in {"services/", "clients/"} else inside if place else ""
