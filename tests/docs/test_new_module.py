"""The module that `courant new module` writes, on a real site: menu, pages, feed, sitemap and search have it."""

import re
from pathlib import Path

import pytest

from tests.docs.test_tutorial import until_shown
from tests.services import Program
from tests.site import Site
from tests.wamp import WampError

ADD = "courant.recipes.entry.add"


@pytest.mark.router
def test_it_is_part_of_a_site_at_once(site: Site, tmp_path: Path) -> None:
    site.command("new", "module", "recipes", "--title", "Our recipes", "--into", str(tmp_path))
    printed = site.command("module", "add", "recipes")
    exported = {**dict(re.findall(r"export (COURANT_\w+)=(\S+)", printed)), "COURANT_DATA": str(tmp_path / "var")}
    with Program([tmp_path / "recipes" / "recipes.py"], exported, tmp_path / "recipes.log"):
        assert until_shown(site, "/", "Our recipes")
        with site.visitor() as visitor, pytest.raises(WampError, match="forbidden"):
            visitor.call(ADD, title="Soup", text="Boil.")
        with site.operator() as operator:
            entries = operator.subscribe("courant.recipes.live.entries")
            operator.call(ADD, title="Leek soup", text="*Boil* it.")
            assert "Leek soup" in str(operator.next_event(entries, timeout=30))
        for path in ("/recipes/", "/recipes/1/", "/recipes/feed/"):
            assert until_shown(site, path, "Leek soup"), path
        assert until_shown(site, "/search/?q=leek", "<mark>Leek</mark> soup")
        assert until_shown(site, "/recipes/1/", "<em>Boil</em>")
        assert until_shown(site, "/sitemap/recipes.xml", "/recipes/1/")
    site.command("module", "remove", "recipes")
