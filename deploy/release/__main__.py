"""Prepares a release: `python deploy/release VERSION` in the services' environment, on main with nothing uncommitted.

It writes the version into every file that names it, closes the changelog, records a site and the contracts of this
version for the tests of upgrades and of compatibility, and builds the wheels. Then it prints what is left to do by
hand.
"""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from versions import Unfit, admitted, current, write
from wheels import build, lacking

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"

LEFT = """
Courant {version} is prepared. Look at `git diff`, then:

  make test
  git add -A && git commit -m "Courant {version}" && git tag v{version}
  docker compose build

and publish dist/ and the tag.
"""


def main(arguments: list[str]) -> None:
    """Prepare the release, or exit with a sentence that says what prevents it."""
    if len(arguments) != 1:
        sys.exit("usage: python deploy/release VERSION")
    try:
        version = admitted(arguments[0], current(ROOT))
        _must_be_clean()
        write(ROOT, version, datetime.now(UTC).date())
    except Unfit as unfit:
        sys.exit(str(unfit))
    _run("-m", "tests.upgrades.recorded", version)
    _run("docs/generate.py")
    _run("docs/generate.py", "--record")
    _wheels()
    print(LEFT.format(version=version))


def _must_be_clean() -> None:
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, check=True, capture_output=True, text=True)
    if changed.stdout:
        raise Unfit(f"There are uncommitted changes:\n{changed.stdout}")


def _wheels() -> None:
    subprocess.run(["make", "setup"], cwd=ROOT, check=True)
    if missing := lacking(ROOT, build(ROOT, DIST)):
        sys.exit(f"The wheels lack {', '.join(missing)}: name them in the package-data of its pyproject.toml.")


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
