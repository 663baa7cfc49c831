"""`courant new module`: what it writes works as it is, and a name that would not is refused in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from courant_cli.installation import Trouble
from courant_cli.new_module import scaffold


def test_its_tests_pass(tmp_path: Path) -> None:
    told = scaffold.module(tmp_path, "recipes", "Our recipes")
    home = tmp_path / "recipes"
    assert f"python {home / 'recipes.py'}" in told
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", home], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "DATABASE_URL": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "4 passed" in done.stdout


def test_what_it_writes_is_clean(tmp_path: Path) -> None:
    """For ruff, and without a word that is left to fill in."""
    scaffold.module(tmp_path, "recipes")
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--select=E,F,W", "--line-length=120", tmp_path]
    done = subprocess.run(ruff, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert not any("$" in path.read_text() for path in tmp_path.rglob("*.*"))


@pytest.mark.parametrize("name", ["Recipes", "my-recipes", "9lives", "", "../up", "x" * 40])
def test_a_name_has_its_form(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble, match="lowercase letters"):
        scaffold.module(tmp_path, name)


@pytest.mark.parametrize(
    ("name", "why"), [("calendar", "Python"), ("class", "Python"), ("django", "installed"), ("blog", "site itself")]
)
def test_a_name_that_something_else_has_is_refused(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(Trouble, match=why):
        scaffold.module(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "recipes").mkdir()
    with pytest.raises(Trouble, match="exists already"):
        scaffold.module(tmp_path, "recipes")


@pytest.mark.parametrize("title", ['A "title"', "back\\slash", "two\nlines", "x" * 101])
def test_a_title_stays_a_title(tmp_path: Path, title: str) -> None:
    with pytest.raises(Trouble, match="title"):
        scaffold.module(tmp_path, "recipes", title)
