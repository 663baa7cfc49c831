"""Every kind of page of a real site is accessible and fits into the window, in light and dark."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessible import FAULTS, WINDOWS
from tests.router import ROOT
from tests.services import Program
from tests.site import Site
from tests.windows import plainly, sign_in

pytestmark = pytest.mark.browser

POST, LONG, DRAFT = "{post}", "{long}", "{draft}"
FOR_EVERYBODY = [
    "/", "/blog/", POST, LONG, f"{LONG}comments/{{newer}}/", "/blog/tag/silt/", "/blog/tags/", "/blog/section/water/",
    "/blog/archive/", "/wiki/", "/wiki/banks/", "/wiki/banks/left/", "/wiki/moss/~history/", "/wiki/moss/~history/1/",
    "/wiki/moss/~diff/1/2/", "/wiki/moss/~diff/1/2/?view=side", "/wiki/moss/~diff/1/2/?of=rendering&view=side",
    "/wiki/moss/~history/?named=1", "/wiki/moss/~written/", "/wiki/~recent/", "/wiki/~wanted/", "/wiki/~tags/",
    "/wiki/zoo/", "/wiki/zoo/~resolved/", "/wiki/~thread/{thread}/",
    "/guestbook/", "/accounts/login/", "/accounts/signup/",
    "/accounts/password/reset/", "/accounts/password/reset/done/",
]  # fmt: skip
FOR_WRITERS = [
    "/blog/new/", f"{POST}edit/", "/blog/drafts/", "/blog/writing/", DRAFT, f"{DRAFT}edit/",
    "/wiki/~new/", "/wiki/banks/~edit/", "/wiki/banks/~arrange/", "/wiki/~order/",
    f"{POST}history/", f"{DRAFT}history/1/", POST, "/wiki/banks/",
    "/accounts/password/change/", "/accounts/logout/",
    "/media/blog/", "/media/wiki/?show=bin",
    "/wiki/zoo/", "/wiki/~comment/{remark}/edit/",
]  # fmt: skip
FOR_ADMINISTRATORS = [
    "/admin/site/",
    "/admin/redirects/",
    "/admin/modules/",
    "/admin/api/",
    "/admin/api/guestbook/",
    "/admin/tokens/",
    "/accounts/people/",
]
ERRORS = {"/wiki/nowhere/": 404, "/blog/nowhere/": 404, "/nowhere/": 404, "/wiki/gone/": 410, "/blog/new/": 403}


@pytest.fixture(scope="module", autouse=True)
def guestbook(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A module that somebody else wrote."""
    secret = re.search(r"COURANT_SECRET=(\S+)", site.command("module", "add", "guestbook"))
    assert secret
    folder = tmp_path_factory.mktemp("guestbook")
    environment = {
        "COURANT_SECRET": secret[1].strip("'\""), "COURANT_DATA": str(folder),
        "COURANT_ROUTER": f"ws://localhost:{site.port}/ws",
    }  # fmt: skip
    program = Program([Path(ROOT / "examples/guestbook/guestbook.py")], environment, folder / "guestbook.log")
    yield
    program.end()


def people(browser: Browser, site: Site, name: str) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    if name:
        sign_in(context, site, name)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def visitor(browser: Browser, site: Site) -> Iterator[Page]:
    yield from people(browser, site, "")


@pytest.fixture(scope="module")
def writer(browser: Browser, site: Site) -> Iterator[Page]:
    yield from people(browser, site, "ada")


@pytest.fixture(scope="module")
def administrator(browser: Browser, site: Site) -> Iterator[Page]:
    yield from people(browser, site, "admin")


def check(page: Page) -> None:
    """What is shown now is accessible and fits, on a phone and a desk, in both schemes."""
    expect(page.locator("h1")).to_have_count(1)
    for width, scheme in WINDOWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page, options=FAULTS).response["violations"]
        named = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
        assert named == [], f"{page.url} {width} {scheme}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} {width}"


def shown(page: Page, site: Site, path: str, status: int = 200) -> None:
    answer = page.goto(site.url + path)
    assert answer
    assert answer.status == status
    expect(page.locator("#connection")).to_have_attribute("data-state", "live", timeout=20_000)
    check(page)


@pytest.mark.parametrize("path", FOR_EVERYBODY)
def test_pages_for_everybody(site: Site, content: dict[str, str], visitor: Page, path: str) -> None:
    if path == "/guestbook/":
        visitor.goto(site.url)
        expect(visitor.locator("nav.menu")).to_contain_text("Guestbook", timeout=60_000)
    shown(visitor, site, path.format(**content))


@pytest.mark.parametrize("path", FOR_WRITERS)
def test_pages_for_writers(site: Site, content: dict[str, str], writer: Page, path: str) -> None:
    shown(writer, site, path.format(**content))


@pytest.mark.parametrize("path", FOR_ADMINISTRATORS)
def test_pages_for_administrators(site: Site, content: dict[str, str], administrator: Page, path: str) -> None:
    shown(administrator, site, path.format(**content))


@pytest.mark.parametrize(("path", "status"), ERRORS.items())
def test_pages_of_errors(site: Site, content: dict[str, str], visitor: Page, path: str, status: int) -> None:
    shown(visitor, site, path, status)


def test_the_page_of_a_module_that_is_suspended(site: Site, content: dict[str, str], visitor: Page) -> None:
    with site.operator() as operator:
        operator.call("courant.core.module.suspend", name="blog")
        try:
            shown(visitor, site, "/blog/", 503)
        finally:
            operator.call("courant.core.module.resume", name="blog")


def test_the_forms_after_a_conflict(site: Site, content: dict[str, str], writer: Page) -> None:
    plainly(writer.context)
    with site.operator() as operator:
        writer.goto(f"{site.url}/wiki/moss/~edit/")
        writer.locator("#text").fill("Mine is green.\n\nAnd wet.")
        operator.call("courant.wiki.page.save", title="Moss", path="moss", text="Theirs is grey.\n\nAnd dry.", base=2)
        writer.context.unroute_all()
        writer.get_by_role("button", name="Save", exact=True).click()
        expect(writer.get_by_role("textbox", name="Merged text")).to_be_visible()
        check(writer)
        plainly(writer.context)
        writer.goto(f"{site.url}{content['post']}edit/")
        writer.locator("#text").fill("Mine")
        post = operator.call("courant.blog.post.get", path=content["post"])
        operator.call("courant.blog.post.save", id=post["id"], title=post["title"], text=f"{post['text']}\n\nTheirs")
        writer.get_by_role("button", name="Save", exact=True).click()
        expect(writer.locator("#text")).to_have_value(re.compile(r"<<<<<<<[\s\S]*\nMine\n"))
        check(writer)


def test_a_form_with_an_error_and_a_notice(site: Site, content: dict[str, str], writer: Page) -> None:
    writer.goto(f"{site.url}/blog/new/")
    writer.locator("#title").fill("x")
    writer.locator("#tags").fill(", ".join(map(str, range(30))))
    writer.get_by_role("button", name="Save the draft").click()
    expect(writer.locator(".errorlist")).to_be_visible()
    check(writer)
    writer.locator("#tags").fill("one")
    writer.get_by_role("button", name="Save the draft").click()
    expect(writer.locator("#notices .notice")).to_be_visible()
    check(writer)
