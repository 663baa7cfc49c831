"""A checkout that was moved: the setup creates its environments again, since their scripts name the old place."""

import subprocess
import sys
from pathlib import Path

SETUP = Path(__file__).parents[2] / "deploy" / "setup"
CREATE = """
import sys, environments
from pathlib import Path
environments.ROOT = Path(sys.argv[1])
environments.environment(environments.ROOT / ".venv")
"""


def set_up(checkout: Path, python: str = sys.executable) -> str:
    """What the setup, run by a Python, prints while it brings the environment of a checkout up to date."""
    command = [python, "-c", CREATE, str(checkout)]
    return subprocess.run(command, cwd=SETUP, capture_output=True, check=True, text=True).stdout


def python_of(checkout: Path) -> str:
    """The Python that a reader has after `. .venv/bin/activate`."""
    command = ["sh", "-c", ". .venv/bin/activate && command -v python"]
    return subprocess.run(command, cwd=checkout, capture_output=True, check=True, text=True).stdout.strip()


def test_its_environment_is_created_again(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    assert "Creating .venv" in set_up(first)
    assert set_up(first) == ""
    first.rename(second)
    assert "Creating .venv" in set_up(second, python=str(second / ".venv" / "bin" / "python3"))  # as make runs it
    assert python_of(second) == str(second / ".venv" / "bin" / "python")
    assert set_up(second) == ""


def test_an_environment_that_is_older_than_the_stamp_stays(tmp_path: Path) -> None:
    set_up(tmp_path)
    (tmp_path / ".venv" / ".stamp-place").unlink()
    assert set_up(tmp_path) == ""
