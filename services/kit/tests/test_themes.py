"""Themes: which folders are one, whose templates come first, and what happens to one that is broken."""

from pathlib import Path
from typing import Any

import pytest
from courant_kit.content import themes
from courant_kit.process.environment import SettingError
from django.template import Engine


def theme(folder: Path, about: str = 'title = "Mine"\ncontext = 1\n', **templates: str) -> Path:
    """A theme in a folder."""
    (folder / "templates").mkdir(parents=True)
    (folder / "theme.toml").write_text(about)
    for name, text in templates.items():
        (folder / "templates" / f"{name}.html").write_text(text)
    return folder


def engine(mine: themes.Theme, own: Path) -> Engine:
    """A template engine with the theme's templates before those in `own`."""
    of_theme: Any = ("courant_kit.content.themes.Loader", [mine.templates])
    others = ("django.template.loaders.filesystem.Loader", [own])
    return Engine(loaders=[("django.template.loaders.cached.Loader", [of_theme, others])])


def test_a_folder_with_a_description_is_a_theme(tmp_path: Path) -> None:
    folder = theme(tmp_path / "mine")
    found = themes.chosen({"COURANT_THEME": str(folder)}, {})
    assert found == themes.Theme("mine", "Mine", folder)
    assert themes.chosen({}, {}) is None
    assert themes.chosen({"COURANT_THEME": "mine"}, {"mine": found}) is found


@pytest.mark.parametrize(
    "about",
    ["", "title = 1\ncontext = 1", 'title = "X"', 'title = "X"\ncontext = "1"', "not toml", 'title = " "\ncontext = 1'],
)
def test_what_is_no_theme_is_refused_with_what_is_right(tmp_path: Path, about: str) -> None:
    with pytest.raises(SettingError, match=r"theme\.toml"):
        themes.read("mine", theme(tmp_path / "mine", about))
    with pytest.raises(SettingError, match=r"theme\.toml"):
        themes.read("none", tmp_path / "none")
    with pytest.raises(SettingError, match="complete path"):
        themes.chosen({"COURANT_THEME": "nobodys"}, {})


def test_templates_of_a_theme_come_first_and_broken_ones_fall_back(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("one", "two", "three"):
        (own / f"{name}.html").write_text(f"own {name}")
    found = themes.read("mine", theme(tmp_path / "mine", one="themed {{ x }}", two="{% if %}broken"))
    made = engine(found, own)
    shown = [made.render_to_string(f"{name}.html", {"x": 1}) for name in ("one", "two", "three")]
    assert shown == ["themed 1", "own two", "own three"]


def test_templates_for_another_version_are_left_out(tmp_path: Path) -> None:
    found = themes.read("mine", theme(tmp_path / "mine", 'title = "Mine"\ncontext = 99\n', one="x"))
    assert found.templates is None


def test_the_settings_of_django_name_the_theme_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = {"TEMPLATES": [{"BACKEND": "x", "APP_DIRS": True, "OPTIONS": {"builtins": ["b"]}}], "USE_TZ": True}
    assert themes.under(project) is project
    monkeypatch.setenv("COURANT_THEME", str(theme(tmp_path / "mine")))
    (one,) = themes.under(project)["TEMPLATES"]
    assert one["OPTIONS"]["builtins"] == ["b"]
    assert "Loader" in one["OPTIONS"]["loaders"][0][1][0][0]
    assert "APP_DIRS" not in one
    assert project["TEMPLATES"][0]["APP_DIRS"] is True
