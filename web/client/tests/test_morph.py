"""The two morph policies: what another person's change may touch, and what the reply to our own submit may."""

import pytest
from conftest import Site, Window
from playwright.sync_api import expect

PAGE = """<h1>Post</h1><section id="live" data-live="blog.post-1" data-version="1">
<p id="text">Old</p><label>Loose <input id="loose" value="loose"></label>
<form id="form"><input id="typed" name="typed" value="rendered"><textarea id="area">area</textarea>
<select id="select"><option>one</option><option>two</option></select><input type="checkbox" id="box"></form>
<details id="more"><summary>More</summary>inside</details><div id="kept" data-keep>mine</div>
<ol id="inner" data-live="blog.comments-1" data-version="5"><li>five</li></ol>
</section>"""
NEW = """<p id="text">New</p><label>Loose <input id="loose" value="changed"></label>
<form id="form"><input id="typed" name="typed" value="fresh"><textarea id="area">fresh</textarea>
<select id="select"><option>one</option><option>two</option></select><input type="checkbox" id="box"></form>
<details id="more"><summary>More</summary>new inside</details><div id="kept" data-keep>theirs</div>
<ol id="inner" data-live="blog.comments-1" data-version="4"><li>four</li></ol>"""


@pytest.fixture
def page(window: Window, site: Site) -> Window:
    """A live post with everything that one can be busy with."""
    site.pages = {"/blog/": PAGE}
    window.open()
    window.until("fake.asked('courant.blog.live.since').length > 0")
    return window


def push(window: Window, html: str = NEW, version: int = 2) -> None:
    """Somebody else's change has arrived."""
    window.change(id="blog.post-1", version=version, html=html)
    expect(window.page.locator("#live")).to_have_attribute("data-version", str(version))


def test_untouched_forms_are_updated(page: Window) -> None:
    """Nobody is busy with them."""
    push(page)
    expect(page.page.locator("#text")).to_have_text("New")
    expect(page.page.locator("#typed")).to_have_value("fresh")
    expect(page.page.locator("#area")).to_have_value("fresh")


@pytest.mark.parametrize(
    "write",
    [
        "document.querySelector('#typed').value = 'mine'",
        "document.querySelector('#area').value = 'mine'",
        "document.querySelector('#select').selectedIndex = 1",
        "document.querySelector('#box').checked = true",
        "document.querySelector('#form').dataset.dirty = ''",
    ],
)
def test_a_dirty_form_is_left_alone(page: Window, write: str) -> None:
    """All of it, so that it fits together when it is sent."""
    page.run(f"({write})")
    before = page.run("document.querySelector('#form').innerHTML")
    push(page)
    expect(page.page.locator("#text")).to_have_text("New")
    assert page.run("document.querySelector('#form').innerHTML") == before


def test_a_dirty_form_is_not_taken_away(page: Window) -> None:
    """Not even when the new rendering has none."""
    page.page.fill("#typed", "mine")
    push(page, "<p id='text'>No form here</p>")
    expect(page.page.locator("#text")).to_have_text("No form here")
    expect(page.page.locator("#typed")).to_have_value("mine")


def test_the_focused_field_is_left_alone(page: Window) -> None:
    """With its selection, also outside of forms."""
    page.page.focus("#loose")
    page.run("document.querySelector('#loose').setSelectionRange(1, 3)")
    push(page)
    expect(page.page.locator("#loose")).to_be_focused()
    assert page.run("[document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [1, 3]
    expect(page.page.locator("#loose")).to_have_value("loose")


def test_what_is_kept_is_left_alone(page: Window) -> None:
    """By whatever policy."""
    push(page)
    expect(page.page.locator("#kept")).to_have_text("mine")
    push(page, "<p id='text'>Nothing to keep</p>", 3)
    expect(page.page.locator("#kept")).to_have_text("mine")


def test_unfolded_details_stay_unfolded(page: Window) -> None:
    """And their inside is current."""
    page.page.click("#more summary")
    push(page)
    expect(page.page.locator("#more")).to_have_attribute("open", "")
    expect(page.page.locator("#more")).to_contain_text("new inside")


def test_a_nested_fragment_that_is_newer_stays(page: Window) -> None:
    """The outer rendering was made before the inner one."""
    push(page)
    expect(page.page.locator("#inner li")).to_have_text("five")
    push(page, NEW.replace('data-version="4"', 'data-version="6"').replace("four", "six"), 3)
    expect(page.page.locator("#inner li")).to_have_text("six")
    expect(page.page.locator("#inner")).to_have_attribute("data-version", "6")


def test_a_child_that_is_being_edited_is_not_dropped(page: Window) -> None:
    """A comment that is deleted while somebody answers it."""
    page.change(id="blog.comments-1", version=6, html="<li id='one'><textarea></textarea></li><li id='two'>two</li>")
    page.page.fill("#one textarea", "mine")
    page.change(id="blog.comments-1", version=7, base=6, put=[], drop=["one", "two"])
    expect(page.page.locator("#two")).to_have_count(0)
    expect(page.page.locator("#one textarea")).to_have_value("mine")


def test_the_answer_to_my_own_form_wins(page: Window) -> None:
    """After the call what the form stands in is asked for, and shown whatever is focused."""
    page.run("""(fake.procedures['courant.blog.post.save'] = () => ({}),
        document.querySelector('#form').dataset.call = 'courant.blog.post.save',
        fake.newer['blog.post-1'] = { id: 'blog.post-1', version: 2, html: values[0] })""", NEW)  # fmt: skip
    page.page.fill("#typed", "mine")
    page.page.press("#typed", "Enter")
    expect(page.page.locator("#typed")).to_have_value("fresh")
    expect(page.page.locator("#text")).to_have_text("New")
    assert page.run("fake.asked('courant.blog.post.save')") == [{"typed": "mine"}]
