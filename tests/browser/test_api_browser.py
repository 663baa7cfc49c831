"""The API browser: calls are tried, and topics watched, from the page that describes them."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.accessible import FAULTS, WINDOWS, Scheme
from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser

Somebody = Callable[[str], BrowserContext]
PATH = "/admin/api/blog/"


@pytest.fixture
def admin(site: Site, somebody: Somebody) -> Page:
    """An administrator's window with the blog's contract."""
    return opened(somebody("admin"), site, PATH)


def entry(page: Page, name: str) -> Locator:
    """An entry, opened."""
    found = page.locator(f"details[id='{name}']")
    found.locator("summary").click()
    return found


def test_from_the_modules_to_a_call_and_its_answer(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.blog.post.save", title="Sluice", text="Some words.", published=True)
    page = opened(somebody("admin"), site, "/admin/modules/")
    page.locator("main").get_by_role("link", name="API", exact=True).click()
    page.locator("main").get_by_role("link", name="Blog", exact=True).click()
    expect(page.get_by_role("heading", name="API of Blog")).to_be_visible()
    call = entry(page, "courant.blog.post.list")
    call.get_by_label("limit").fill("1")
    call.get_by_role("button", name="Call").click()
    expect(call.get_by_role("status")).to_contain_text("Answered in ")
    expect(call.get_by_label(" answered")).to_contain_text('"title": "Sluice"')


def test_an_error_is_in_words_and_at_its_field(admin: Page) -> None:
    call = entry(admin, "courant.blog.post.get")
    call.get_by_label("path").fill("/blog/2020/01/01/nothing/")
    call.get_by_role("button", name="Call").click()
    expect(call.get_by_role("status")).to_contain_text("courant.error.not_found after ")
    listed = entry(admin, "courant.blog.source.list")
    listed.get_by_label("limit").fill("5")
    listed.get_by_label("after").fill("x")
    listed.get_by_role("button", name="Call").click()
    expect(listed.get_by_role("status")).to_contain_text("Answered in ")


def test_what_is_no_json_is_said_before_it_is_sent(admin: Page) -> None:
    call = entry(admin, "courant.blog.live.since")
    call.get_by_label("fragments").fill("blog.index")
    call.get_by_role("button", name="Call").click()
    expect(call.get_by_role("status")).to_contain_text("fragments: this is not JSON.")
    expect(call.get_by_label("fragments")).to_be_focused()
    expect(call.get_by_label("fragments")).to_have_attribute("aria-invalid", "true")
    call.get_by_label("fragments").fill('{"blog.index": 0}')
    call.get_by_role("button", name="Call").click()
    expect(call.get_by_label(" answered")).to_contain_text('"id": "blog.index"')


def test_a_call_that_writes_says_so_and_everybody_sees_what_it_did(site: Site, somebody: Somebody, admin: Page) -> None:
    reader = opened(somebody(""), site, "/blog/")
    call = entry(admin, "courant.blog.post.save")
    for field, words in {"title": "Sluice", "text": "By hand."}.items():
        call.get_by_label(field, exact=True).fill(words)
    call.get_by_label("published").select_option("yes")
    call.get_by_role("button", name="Call, and change the site").press("Enter")
    expect(call.get_by_label(" answered")).to_contain_text('"id":')
    expect(reader.locator("main")).to_contain_text("Sluice")


def test_a_topic_is_watched_paused_and_cleared(site: Site, admin: Page) -> None:
    topic = entry(admin, "courant.blog.post.published")
    topic.get_by_role("button", name="Watch").click()
    expect(topic.get_by_role("status")).to_contain_text("Watching courant.blog.post.published.")
    events = topic.get_by_role("log").get_by_role("listitem")
    with site.operator() as operator:
        operator.call("courant.blog.post.save", title="First", text="Words.", published=True)
        expect(events).to_have_count(1)
        expect(events.first).to_contain_text('"title":"First"')
        topic.get_by_role("button", name="Pause").click()
        expect(topic.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")
        operator.call("courant.blog.post.save", title="Second", text="Words.", published=True)
        topic.get_by_role("button", name="Pause").click()
        expect(events).to_have_count(2)
        expect(events.first).to_contain_text("Second")
    topic.get_by_role("button", name="Clear").click()
    expect(events).to_have_count(0)


def test_a_fragment_is_watched_by_its_key(site: Site, admin: Page) -> None:
    with site.operator() as operator:
        post = operator.call("courant.blog.post.save", title="Lock", text="Words.", published=True)
        topic = entry(admin, "blog.comments")
        topic.get_by_role("textbox", name="key").fill(str(post["id"]))
        topic.get_by_role("button", name="Watch").click()
        expect(topic.get_by_role("status")).to_contain_text(f"Watching courant.blog.live.comments-{post['id']}.")
        operator.call("courant.blog.comment.add", post=post["id"], text="A drop")
        expect(topic.get_by_role("log")).to_contain_text("A drop")


def test_another_page_ends_what_is_watched(site: Site, admin: Page) -> None:
    topic = entry(admin, "courant.blog.post.published")
    topic.get_by_role("button", name="Watch").click()
    expect(topic.get_by_role("status")).to_contain_text("Watching")
    admin.get_by_label("Breadcrumbs").get_by_role("link", name="API").click()
    admin.locator("main").get_by_role("link", name="Wiki", exact=True).click()
    expect(admin.get_by_role("heading", name="API of Wiki")).to_be_visible()
    expect(entry(admin, "courant.wiki.page.find").get_by_role("button", name="Call")).to_be_visible()
    expect(admin.get_by_role("log")).to_have_count(0)


def test_the_address_opens_an_entry(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("admin"), site, f"{PATH}#courant.blog.post.list")
    expect(page.locator("details[id='courant.blog.post.list']").get_by_role("button", name="Call")).to_be_visible()


def test_it_works_by_keyboard(admin: Page) -> None:
    admin.locator("details[id='courant.blog.post.list'] summary").focus()
    admin.keyboard.press("Enter")
    call = admin.locator("details[id='courant.blog.post.list']")
    call.get_by_label("limit").press("Enter")
    expect(call.get_by_role("status")).to_contain_text("Answered in ")


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_everybody_can_read_it(admin: Page, width: int, scheme: Scheme) -> None:
    admin.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    admin.set_viewport_size({"width": width, "height": 800})
    call, topic = entry(admin, "courant.blog.post.list"), entry(admin, "courant.blog.post.published")
    call.get_by_role("button", name="Call").click()
    expect(call.get_by_role("status")).to_contain_text("Answered in ")
    topic.get_by_role("button", name="Watch").click()
    expect(topic.get_by_role("status")).to_contain_text("Watching")
    found = Axe().run(admin, options=FAULTS)
    assert found.violations_count == 0, found.generate_report()
    assert admin.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_readable_without_javascript(site: Site, somebody: Somebody) -> None:
    admin = somebody("admin")
    browser = admin.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, storage_state=admin.storage_state())
    page = plain.new_page()
    page.goto(f"{site.url}/admin/api/")
    page.locator("main").get_by_role("link", name="Blog", exact=True).click()
    call = entry(page, "courant.blog.post.list")
    expect(call.get_by_role("cell", name="limit", exact=True)).to_be_visible()
    expect(call.get_by_role("button")).to_have_count(0)
    plain.close()
