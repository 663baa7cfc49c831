"""The page of tokens: making one, revoking one before everybody's eyes, by keyboard and without a script."""

import re
from collections.abc import Callable
from secrets import token_hex

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.accessible import FAULTS, WINDOWS, Scheme
from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser

Somebody = Callable[[str], BrowserContext]
PATH = "/admin/tokens/"
LIST = "/api/call/courant.blog.post.list"


def make(page: Page, name: str) -> str:
    """Make a token that may read the blog, through the form; its text."""
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Read Blog", exact=True).check()
    page.get_by_role("button", name="Make the token").click()
    field = page.get_by_label("Token", exact=True)
    expect(field).to_have_value(re.compile("courant_[0-9A-Za-z]{46}"))
    return field.input_value()


def status(site: Site, text: str) -> int:
    """What a call with a token gets."""
    return httpx.post(site.url + LIST, headers={"Authorization": f"Bearer {text}"}).status_code


def test_a_token_is_made_and_revoked_before_everybodys_eyes(site: Site, somebody: Somebody) -> None:
    name = f"Export {token_hex(3)}"
    admin, other = opened(somebody("admin"), site, "/"), opened(somebody("admin"), site, PATH)
    admin.get_by_role("button", name="Account").click()
    admin.get_by_role("link", name="Tokens").click()
    text = make(admin, name)
    assert status(site, text) == 200
    expect(other.get_by_role("listitem").filter(has_text=name)).to_contain_text(text[:16])
    expect(other.locator("main")).not_to_contain_text(text)
    other.get_by_role("button", name=f"Revoke {name}").focus()
    other.keyboard.press("Enter")
    expect(other.locator("#notices")).to_contain_text(f"The token “{name}” has been revoked.")
    expect(admin.get_by_role("listitem").filter(has_text=name)).to_have_count(0)
    assert status(site, text) == 401
    other.locator("#notices").get_by_role("button", name="Restore").click()
    expect(admin.get_by_role("listitem").filter(has_text=name)).to_be_visible()
    assert status(site, text) == 200


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("admin"), site, PATH)
    page.get_by_label("Name", exact=True).fill("Without scopes")
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one scope")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Without scopes")


def test_it_is_for_administrators(site: Site, somebody: Somebody) -> None:
    editor = opened(somebody("ada"), site, PATH)
    expect(editor.get_by_role("heading", name="Not for you")).to_be_visible()
    editor.get_by_role("button", name="Account").click()
    expect(editor.get_by_role("link", name="Tokens")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_everybody_can_read_it(site: Site, somebody: Somebody, width: int, scheme: Scheme) -> None:
    page = opened(somebody("admin"), site, PATH)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    make(page, f"For {width} {scheme} {token_hex(3)}")
    found = Axe().run(page, options=FAULTS)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_works_without_javascript(site: Site, somebody: Somebody) -> None:
    name = f"Plain {token_hex(3)}"
    admin = somebody("admin")
    browser = admin.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, storage_state=admin.storage_state())
    page = plain.new_page()
    page.goto(site.url + PATH)
    text = make(page, name)
    assert status(site, text) == 200
    page.goto(site.url + PATH)
    page.get_by_role("button", name=f"Revoke {name}").click()
    expect(page.get_by_text(f"The token “{name}” has been revoked.")).to_be_visible()
    assert status(site, text) == 401
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("button", name=f"Revoke {name}")).to_be_visible()
    plain.close()
