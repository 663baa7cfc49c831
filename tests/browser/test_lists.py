"""The lists of the wiki follow in open windows: wanted pages, orphans, recent changes, backlinks, tags and the tree."""

import pytest
from playwright.sync_api import expect

from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser


def test_every_list_is_live_in_two_windows(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Larch", path="larch", text="Alone.")
        lists = {
            name: [opened(somebody(who), site, f"/wiki/{path}") for who in ("", "ada")]
            for name, path in (
                ("wanted", "~wanted/"), ("orphans", "~orphans/"), ("recent", "~recent/"), ("tags", "~tags/"),
                ("page", "larch/"),
            )
        }  # fmt: skip
        for window in lists["orphans"]:
            expect(window.locator("main .rows")).to_contain_text("Larch")
        operator.call(
            "courant.wiki.page.save", title="Spruce", path="spruce", text="[[larch]] and [[hemlock]]", tags="conifer"
        )
        for window in lists["wanted"]:
            expect(window.locator("main .rows")).to_contain_text("Hemlock")
        for window in lists["orphans"]:
            expect(window.locator("main .rows")).not_to_contain_text("Larch")
        for window in lists["recent"]:
            expect(window.locator("main .rows li", has_text="Spruce").first).to_be_visible()
        for window in lists["tags"]:
            expect(window.locator("main .rows")).to_contain_text("conifer")
        for window in lists["page"]:
            expect(window.locator("[data-live^='wiki.backlinks']")).to_contain_text("Spruce")
            expect(window.locator(".tree")).to_contain_text("Spruce")
        operator.call("courant.wiki.page.move", path="spruce", to="larch/spruce")
        for window in lists["recent"]:
            expect(window.locator("main .rows li", has_text="larch/spruce").first).to_be_visible()
        for window in lists["page"]:
            expect(window.locator("[data-live^='wiki.backlinks'] a")).to_have_attribute("href", "/wiki/larch/spruce/")
        operator.call("courant.wiki.page.save", title="Hemlock", path="hemlock", text="Here.")
        for window in lists["wanted"]:
            expect(window.locator("main .rows")).not_to_contain_text("Hemlock")
