"""Files are pasted into a text, go on after a lost connection, and say in words what is wrong."""

import re

import pytest
from blog import FORM
from conftest import Window
from playwright.sync_api import BrowserContext, expect

PASTE = """async (count) => {
  const data = new DataTransfer();
  for (let at = 0; at < count; at += 1) data.items.add(new File([new Uint8Array(10)], `[${at}].png`));
  const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data });
  document.querySelector("#text").dispatchEvent(event);
}"""
SERVICE = """
  fake.has = 0;
  fake.named = 0;
  Object.assign(fake.procedures, {
    "courant.blog.upload.begin": () => ({ upload: "u", offset: 0, piece: 4 }),
    "courant.blog.upload.put": async ({ offset, data }) => {
      await fake.putting?.();
      if (offset === fake.has) fake.has += atob(data.slice(1)).length;
      return { upload: "u", offset: fake.has, piece: 4 };
    },
    "courant.blog.upload.finish": () => {
      fake.has = 0;
      const path = `/media/blog/${++fake.named}.png`;
      const shown = { title: "a.png", content_type: "image/png", width: 9, height: 9, alt: "" };
      return { path, name: "a.png", markdown: `![](${path})`, ...shown };
    },
  });
"""


@pytest.fixture
def text(window: Window, context: BrowserContext) -> Window:
    """A form with a text that accepts uploads, whose service receives four bytes at a time."""
    window.site.pages = {"/blog/": FORM.replace('id="text"', 'id="text" data-uploads="blog"')}
    window.site.values["role"] = "member"
    context.add_init_script("fake.identity = { authid: 'ada#1', authrole: 'member' }")
    context.add_init_script(SERVICE)
    context.add_init_script("fake.procedures['courant.blog.comment.add'] = () => null")
    window.open()
    expect(window.page.get_by_role("button", name="Add pictures or files")).to_be_visible()
    return window


def test_pictures_come_where_the_caret_is_with_what_the_writer_says_of_them(text: Window) -> None:
    text.page.fill("#text", "Before")
    text.page.evaluate(PASTE, 2)
    expect(text.page.locator("#text")).to_have_value("Before\n![](/media/blog/1.png)\n![](/media/blog/2.png)\n")
    text.page.locator(".uploads input").first.fill("One [bracket]")
    expect(text.page.locator("#text")).to_have_value(
        re.compile(r"!\[One \\\[bracket\\\]\]\(/media/blog/1\.png\)\n!\[\]")
    )


def test_an_upload_goes_on_after_the_connection_was_lost(text: Window) -> None:
    text.run("fake.putting = async () => { fake.putting = undefined; fake.drop(); }")
    text.page.evaluate(PASTE, 1)
    expect(text.page.locator("#text")).to_have_value("![](/media/blog/1.png)\n")
    offsets = [one["offset"] for one in text.run("fake.asked('courant.blog.upload.put')")]
    assert offsets in ([0, 0, 4, 8], [0, 4, 8])


def test_a_form_waits_for_its_files_and_what_is_refused_is_said(text: Window) -> None:
    text.run("fake.putting = () => new Promise((resolve) => (fake.go = resolve))")
    text.page.fill("#text", "Words")
    text.page.evaluate(PASTE, 1)
    expect(text.page.locator("#text")).to_have_value("Words\n(1: uploading 0.png…)\n")
    text.until("fake.go")
    text.page.click("#send")
    expect(text.page.locator("#notices")).to_contain_text("still on its way")
    assert text.run("fake.asked('courant.blog.comment.add')") == []
    refuse = "() => { throw fake.error('invalid', 'This picture is damaged or not complete.'); }"
    text.run(f"(fake.putting = undefined, fake.procedures['courant.blog.upload.finish'] = {refuse}, fake.go())")
    expect(text.page.get_by_role("alert")).to_have_text("This picture is damaged or not complete.")
    expect(text.page.locator("#text")).to_have_value("Words\n\n")
    text.page.click("#send")
    text.until("fake.asked('courant.blog.comment.add').length === 1")


def test_an_upload_can_be_given_up(text: Window) -> None:
    text.run("fake.putting = () => new Promise(() => undefined)")
    text.page.evaluate(PASTE, 1)
    text.page.get_by_role("button", name="Cancel").click()
    expect(text.page.locator(".uploads li")).to_have_count(0)
    expect(text.page.locator("#text")).to_have_value("\n")


def test_words_that_are_also_a_picture_stay_words(text: Window) -> None:
    text.page.evaluate(PASTE.replace("const event", "data.setData('text/plain', 'words'); const event"), 1)
    assert text.run("fake.asked('courant.blog.upload.begin')") == []
