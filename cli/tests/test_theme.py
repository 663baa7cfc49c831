"""Templates of a theme that change while the site runs."""

import os
from pathlib import Path

import pytest
from courant_cli.supervision import theme


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "front.html").write_text("Old")
    return tmp_path


def test_processes_start_again_once_when_a_template_has_changed(templates: Path) -> None:
    stopped: list[str] = []
    said: list[str] = []
    watch = theme.Watch(templates, theme.restarts(("core", "web"), stopped.append, said.append))
    watch.look()
    watch.look()
    assert not stopped
    (templates / "core" / "front.html").write_text("Newer")
    watch.look()
    assert not stopped, "somebody may be copying more"
    for _ in range(3):
        watch.look()
    assert stopped == ["core", "web"]
    assert said == ["The theme's templates have changed: the services start again."]


def test_every_kind_of_change_counts(templates: Path) -> None:
    signs = [theme.sign(templates)]
    front, footer = templates / "core" / "front.html", templates / "core" / "footer.html"
    footer.write_text("Added")
    signs.append(theme.sign(templates))
    os.utime(front, ns=(1, 1))  # the same size
    signs.append(theme.sign(templates))
    footer.unlink()
    signs.append(theme.sign(templates))
    assert len(set(signs)) == 4


def test_a_folder_that_is_replaced_starts_them_again_when_it_is_back(templates: Path) -> None:
    done: list[bool] = []
    watch = theme.Watch(templates, lambda: done.append(True))
    away = templates.with_name("away")
    templates.rename(away)
    watch.look()
    away.rename(templates)
    for _ in range(2):
        watch.look()
    assert not done, "its files are as they were"
