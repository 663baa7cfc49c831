"""Previews follow the writer."""

from conftest import Window
from playwright.sync_api import expect


def test_a_preview_follows_the_writer(form: Window) -> None:
    """Once for a burst of keys, with the field alone, the latest text last."""
    form.run("""(Object.assign(document.querySelector('#text').dataset,
        { preview: 'courant.blog.post.preview', previewInto: '#help' }),
        fake.procedures['courant.blog.post.preview'] = ({ text }) => ({ html: `<b>${text}</b>` }))""")
    form.page.locator("#text").press_sequentially("abc")
    expect(form.page.locator("#help b")).to_have_text("abc")
    assert form.run("fake.asked('courant.blog.post.preview').at(-1)") == {"text": "abc"}
    form.page.locator("#text").press_sequentially("d")
    expect(form.page.locator("#help b")).to_have_text("abcd")


def test_a_slow_preview_never_overwrites_a_later_one(form: Window) -> None:
    """The earlier call is cancelled."""
    form.run("""(Object.assign(document.querySelector('#text').dataset,
        { preview: 'courant.blog.post.preview', previewInto: '#help' }),
        fake.procedures['courant.blog.post.preview'] = ({ text }) => text === 'a'
          ? new Promise(() => undefined) : { html: `<b>${text}</b>` })""")
    form.page.locator("#text").press_sequentially("a")
    form.until("fake.asked('courant.blog.post.preview').length === 1")
    form.page.locator("#text").press_sequentially("b")
    expect(form.page.locator("#help b")).to_have_text("ab")
    assert form.run("fake.sent.filter(([type]) => type === 49).length") == 1
