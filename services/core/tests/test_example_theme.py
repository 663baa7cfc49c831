"""The theme in examples/theme-paper as a site reads it: its description, its template, and colours that people can read."""

import re
from pathlib import Path

import pytest
from courant_core.site import colours, themed
from courant_kit.content import themes
from django.template import Engine

FOLDER = Path(__file__).parents[3] / "examples" / "theme-paper" / "courant_theme_paper"


def test_it_is_a_theme() -> None:
    theme = themes.read("paper", FOLDER)
    assert (theme.title, theme.context) == ("Paper", themes.CONTEXT)
    assert (theme.static / themes.SHEET).is_file()


def test_its_front_page_has_the_tagline_in_large_letters() -> None:
    engine = Engine(dirs=[FOLDER / "templates"], builtins=["courant_kit.templatetags.courant"])
    parts = ["<section>Latest</section>"]
    html = engine.render_to_string("core/front.html", {"site_name": "A", "tagline": "Calm", "parts": parts})
    assert '<p class="motto">Calm</p>' in html
    assert "<section>Latest</section>" in html


@pytest.mark.parametrize("scheme", [0, 1])
def test_people_can_read_it(scheme: int) -> None:
    found = re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", (FOLDER / "static" / "theme.css").read_text())
    tokens = {name: both[scheme] for name, *both in found}
    for above in ("accent", "strong"):
        for below in ("paper", "raised", "sunk"):
            assert colours.contrast(tokens[above], tokens[below]) >= colours.TEXT


def test_a_site_that_starts_with_it_has_its_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(themes.VARIABLE, str(FOLDER))
    themes.installed.cache_clear()
    themed.files.cache_clear()
    try:
        name = FOLDER.name
        assert (themed.usual(), themed.names()) == (name, [name])
        _, _, _, version, file = themed.sheet(name).split("/")
        assert b"--paper" in (themed.find(version, file) or b"")
        assert themed.find("0" * 16, file) is None
        assert themed.sheet("nobodys") == ""
    finally:
        themes.installed.cache_clear()
        themed.files.cache_clear()
