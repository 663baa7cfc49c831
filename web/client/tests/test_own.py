"""People see the controls for what is their own, for as long as they may use them; keys send what they write."""

import pytest
from conftest import Site, Window
from playwright.sync_api import expect

START = "2026-11-23T10:00:00Z"
COMMENT = """<li id="{id}" data-author="{name}"><a href="#{id}"><time datetime="2026-11-23T10:00:00+00:00">x</time></a>
<a data-own="edit" data-seconds="900">Edit</a><button data-own="remove">Remove</button></li>"""
PAGE = """<h1>Post</h1><p data-person="ada"></p><ol data-live="blog.comments-1" data-version="1">{first}{second}</ol>
<form data-call="courant.blog.comment.add" action="/call/courant.blog.comment.add/" method="post">
<textarea id="text" name="text" aria-keyshortcuts="Control+Enter Meta+Enter"></textarea>
<textarea id="other" name="other"></textarea><button>Send</button></form>"""
RULES = (
    "[...document.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.selectorText).join()"
)


@pytest.fixture
def page(window: Window, site: Site) -> Window:
    """A page with a comment of Ada's, who is signed in, and one of Grace's; the clock stands still."""
    first, second = COMMENT.format(id="c-1", name="ada"), COMMENT.format(id="c-2", name="grace")
    site.pages = {"/blog/": PAGE.format(first=first, second=second)}
    site.shell = {**site.shell, "role": "member"}
    window.page.clock.install(time=START)
    return window.open()


def test_only_the_authors_controls_are_shown(page: Window) -> None:
    page.until(f'{RULES} === \'#c-1 [data-own="edit"], #c-1 [data-own="remove"]\'')


def test_what_arrives_has_its_controls(page: Window) -> None:
    put = [{"key": "c-3", "html": COMMENT.format(id="c-3", name="ada"), "after": "c-2"}]
    page.change(id="blog.comments-1", version=2, base=1, put=put, drop=[])
    page.until(f"{RULES}.includes('#c-3 [data-own=\"edit\"]')")


def test_a_control_goes_when_its_time_is_over(page: Window) -> None:
    page.until(f"{RULES}.includes('edit')")
    page.page.clock.fast_forward("15:01")
    page.until(f"{RULES} === '#c-1 [data-own=\"remove\"]'")


@pytest.mark.parametrize("keys", ["Control+Enter", "Meta+Enter"])
def test_keys_send_a_field_that_names_them(page: Window, keys: str) -> None:
    page.until(f"{RULES}.includes('edit')")  # the code for writers has arrived
    page.run("(fake.procedures['courant.blog.comment.add'] = () => null)")
    page.page.fill("#other", "Not yet")
    page.page.press("#other", keys)
    page.page.fill("#text", "Hello")
    page.page.press("#text", keys)
    expect(page.page.locator("#text")).to_have_value("")
    assert [one["text"] for one in page.run("fake.asked('courant.blog.comment.add')")] == ["Hello"]
