"""Code has a button that copies it."""

import pytest
from playwright.sync_api import expect

from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser


def test_code_is_copied_and_keeps_its_button_when_the_page_changes(site: Site, somebody: Somebody) -> None:
    text = "```python\nprint('silt')\n```"
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Code", path="code", text=text)
        context = somebody("")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = opened(context, site, "/wiki/code/")
        page.get_by_role("button", name="Copy").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == "print('silt')\n"
        operator.call("courant.wiki.page.save", title="Code", path="code", text=f"{text}\n\nMore words.", base=1)
        expect(page.get_by_text("More words.")).to_be_visible()
        expect(page.get_by_role("button", name="Cop")).to_have_count(1)
