"""The page on which an administrator imports an export: uploaded, tried, imported, left and come back to."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.accessible import FAULTS
from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser

PATH = "/admin/import/"
WXR = """<?xml version="1.0"?><rss xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:base_blog_url>https://plover.example</wp:base_blog_url>
<item><title>Plovers</title><link>https://plover.example/2021/03/plovers/</link><dc:creator>wren</dc:creator>
<content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>77401</wp:post_id><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status><wp:post_name>plovers</wp:post_name><wp:post_date>2021-03-04 10:00:00</wp:post_date>
<wp:post_date_gmt>2021-03-04 10:00:00</wp:post_date_gmt><wp:comment><wp:comment_id>1</wp:comment_id>
<wp:comment_author>Snipe</wp:comment_author><wp:comment_date>2021-03-05 10:00:00</wp:comment_date>
<wp:comment_date_gmt>2021-03-05 10:00:00</wp:comment_date_gmt><wp:comment_content>Seen three.</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type></wp:comment></item>
</channel></rss>"""
THERE = "/blog/2021/03/04/plovers/"


def choose(page: Page, text: str) -> None:
    """Upload an export whose post has this text."""
    content = WXR.format(text=text).encode()
    page.get_by_label("A file: .zip, .xml or .json").set_input_files(
        FilePayload(name="plover.xml", mimeType="text/xml", buffer=content)
    )
    arrived(page, "plover.xml")


def arrived(page: Page, name: str) -> None:
    """Wait until all of a file is on the server, and its form on the page."""
    expect(page.locator("#import-status")).to_have_text("The file has arrived.", timeout=60_000)
    expect(page.locator("#import-file")).to_contain_text(name)


def press(page: Page, button: str, outcome: str) -> None:
    """Press a button, and wait until the import that it starts has ended."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".import")).to_contain_text(outcome, timeout=60_000)


def test_an_export_is_tried_imported_and_compared_with_edits_made_here(site: Site, somebody: Somebody) -> None:
    context = somebody("admin")
    page, other = opened(context, site, PATH), opened(context, site, PATH)
    choose(page, "One ring.")
    press(page, "Try it: change nothing", "1 post: 1 would be new")
    assert site.fetch(THERE)[0] == 404
    expect(other.locator(".import")).to_contain_text("1 post: 1 would be new", timeout=60_000)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".import")).to_contain_text("Import of plover.xml", timeout=60_000)
    page.close()  # the import goes on
    expect(other.locator(".import")).to_contain_text("1 post: 1 new; 0 images; 1 comment", timeout=60_000)
    with site.operator() as operator:
        post = operator.call("courant.blog.post.get", path=THERE)
        operator.call("courant.blog.post.save", id=post["id"], title="Plovers", text="Two rings.")
    assert "Seen three." in site.fetch(THERE)[1]
    other.get_by_role("radio", name="the wiki").check()  # for the file that is there: another one has a form of its own
    choose(other, "Three rings, they say.")
    expect(other.get_by_role("radio", name="the blog")).to_be_checked()
    press(other, "Import", "left as edited here")
    expect(other.get_by_role("heading", name="What a person has to look at")).to_be_visible()
    expect(other.get_by_role("link", name="posts/77401.md").first).to_have_attribute("href", THERE)
    other.get_by_role("link", name="The result for every file").click()
    expect(other.get_by_role("heading", name="Report of the import")).to_be_visible()
    expect(other.locator("ol")).to_contain_text("Two rings")
    other.get_by_role("link", name="Back to the import").click()
    found = Axe().run(other, options=FAULTS)
    assert found.violations_count == 0, found.generate_report()
    other.set_viewport_size({"width": 320, "height": 700})
    assert other.evaluate("document.documentElement.scrollWidth <= innerWidth")
    other.get_by_role("button", name="Delete the file from the server").click()
    expect(other.get_by_role("heading", name="Choose an export")).to_be_visible()
    expect(other.locator("#import-job")).to_have_count(0)


def test_what_is_no_export_is_said_in_words(site: Site, somebody: Somebody) -> None:
    page = opened(somebody("admin"), site, PATH)
    page.get_by_label("A file: .zip, .xml or .json").set_input_files(
        FilePayload(name="curlew.json", mimeType="text/json", buffer=b"[]")
    )
    arrived(page, "curlew.json")
    press(page, "Import", "curlew.json is no folder, and no export that is recognised")
    page.get_by_role("button", name="Delete the file from the server").click()
    expect(page.locator("#import-job")).to_have_count(0)


def test_it_is_for_administrators(site: Site, somebody: Somebody) -> None:
    editor = opened(somebody("ada"), site, PATH)
    expect(editor.get_by_role("heading", name="Not for you")).to_be_visible()
    expect(editor.locator("main")).not_to_contain_text(re.compile("Choose an export"))
