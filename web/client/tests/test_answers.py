"""What a form does with its answer: errors in words, conflicts, other pages, notices."""

import pytest
from blog import ADD
from conftest import Window
from playwright.sync_api import expect


def test_an_invalid_field_says_so_beside_it(form: Window) -> None:
    """With the focus, connected for screen readers, until it is changed; what was typed stays."""
    form.run(f"({ADD} = () => {{ throw fake.error('invalid', 'Too long.', {{ field: 'text' }}) }})")
    form.page.fill("#text", "Hello")
    form.page.click("#send")
    text = form.page.locator("#text")
    expect(text).to_be_focused()
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(text).to_have_accessible_description("Help Too long.")
    expect(form.page.locator(".errorlist")).to_have_text("Too long.")
    expect(text).to_have_value("Hello")
    text.press("x")
    expect(form.page.locator(".errorlist")).to_have_count(0)
    expect(text).to_have_attribute("aria-describedby", "help")
    expect(text).not_to_have_attribute("aria-invalid", "true")


def test_any_other_error_stands_at_the_top_of_the_form(form: Window) -> None:
    """As an alert with the focus; the next attempt takes it away."""
    form.run(f"({ADD} = () => {{ throw fake.error('forbidden', 'Sign in first.') }})")
    form.page.fill("#text", "Hello")
    form.page.click("#send")
    alert = form.page.locator("#form [role=alert]")
    expect(alert).to_have_text("Sign in first.")
    expect(alert).to_be_focused()
    form.run(f"({ADD} = () => null)")
    form.page.click("#send")
    expect(alert).to_have_count(0)


def test_an_error_about_a_hidden_field_is_seen_too(form: Window) -> None:
    """At the top."""
    form.run(f"({ADD} = () => {{ throw fake.error('invalid', 'No such post.', {{ field: 'post' }}) }})")
    form.page.click("#send")
    expect(form.page.locator("#form [role=alert]")).to_have_text("No such post.")


def test_a_lost_connection_says_that_nothing_is_known(form: Window) -> None:
    """And what was typed stays."""
    form.run(f"({ADD} = () => new Promise(() => undefined))")
    form.page.fill("#text", "Hello")
    form.page.click("#send")
    expect(form.page.locator("#send")).to_be_disabled()
    form.run("fake.drop()")
    expect(form.page.locator("#form [role=alert]")).to_contain_text("this may not have been saved")
    expect(form.page.locator("#text")).to_have_value("Hello")
    expect(form.page.locator("#send")).to_be_enabled()


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("wamp.error.canceled", "this may not have been saved"),
        ("wamp.error.no_such_procedure", "temporarily unavailable"),
        ("wamp.error.not_authorized", "Something went wrong"),
    ],
)
def test_the_routers_own_errors_are_told_in_words(form: Window, uri: str, words: str) -> None:
    """What the router says of them is for programs."""
    form.run(f"({ADD} = () => {{ throw Object.assign(new Error('for programs'), {{ uri: values[0] }}) }})", uri)
    form.page.fill("#text", "Hello")
    form.page.click("#send")
    expect(form.page.locator("#form [role=alert]")).to_contain_text(words)
    expect(form.page.locator("#form [role=alert]")).not_to_contain_text("for programs")
    expect(form.page.locator("#text")).to_have_value("Hello")


def test_what_is_too_long_to_be_sent_says_so(form: Window) -> None:
    """Instead of losing the connection over it."""
    form.run("(document.querySelector('#text').value = 'x'.repeat(1_100_000))")
    form.page.click("#send")
    expect(form.page.locator("#form [role=alert]")).to_have_text("This is too long to send.")


def test_a_conflict_brings_a_form_with_both_texts(form: Window) -> None:
    """In place of ours; a pushed change does not touch it."""
    merge = """<form id="merge" data-call="courant.blog.comment.add"><p role="alert">Faster</p>
        <textarea>both</textarea></form>"""
    form.run(f"({ADD} = () => {{ throw fake.error('conflict', 'Faster', {{ html: values[0] }}) }})", merge)
    form.page.fill("#text", "Hello")
    form.page.click("#send")
    expect(form.page.locator("#merge textarea")).to_have_value("both")
    expect(form.page.locator("#merge [role=alert]")).to_be_focused()
    expect(form.page.locator("#form")).to_have_count(0)
    assert form.run("document.querySelector('#merge').dataset.dirty") == ""


def test_a_conflict_with_a_layout_of_its_own_takes_the_place_of_ours(form: Window) -> None:
    """And sending either text leads on without a question about the other."""
    conflict = """<div class="wide"><form id="both" data-guard data-call="courant.blog.comment.add">
        <textarea>both</textarea><button form="mine">Mine</button></form>
        <form id="mine" data-call="courant.blog.post.save"></form></div>"""
    form.run(f"({ADD} = () => {{ throw fake.error('conflict', 'Faster', {{ html: values[0] }}) }})", conflict)
    form.run("(fake.procedures['courant.blog.post.save'] = () => ({ location: '/blog/there/' }))")
    form.run("(form => { const wide = document.createElement('div'); form.replaceWith(wide); wide.append(form) })"
             "(document.querySelector('#form'))")  # fmt: skip
    form.page.click("#send")
    expect(form.page.locator("main > .wide > form")).to_have_count(2)
    form.page.get_by_role("button", name="Mine").click()
    expect(form.page.locator("main h1")).to_have_text("There")


def test_the_answer_may_lead_elsewhere_and_say_something(form: Window) -> None:
    """Over the socket, with a notice that can be dismissed."""
    form.run(f"({ADD} = () => ({{ location: '/blog/there/', notice: 'Saved.' }}))")
    form.page.click("#send")
    expect(form.page.locator("main h1")).to_have_text("There")
    notice = form.page.locator("#notices .notice")
    expect(notice).to_contain_text("Saved.")
    assert form.same_document
    notice.get_by_role("button", name="Dismiss").click()
    expect(notice).to_have_count(0)


def test_what_was_done_can_be_undone(form: Window) -> None:
    """By the button that it brings."""
    undo = {"call": "courant.blog.comment.restore", "fields": {"id": 3}, "label": "Undo"}
    form.run(f"({ADD} = () => ({{ notice: 'Removed.', undo: values[0] }}))", undo)
    form.run("(fake.procedures['courant.blog.comment.restore'] = () => null)")
    form.page.click("#send")
    form.page.get_by_role("button", name="Undo").click()
    expect(form.page.locator("#notices")).to_contain_text("Undone.")
    assert form.run("fake.asked('courant.blog.comment.restore')") == [{"id": 3}]


def test_a_notice_replaces_those_about_the_same_thing(form: Window) -> None:
    """Two buttons that undo changes of one thing contradict each other; those of other things stay."""
    undo = [
        {"call": f"courant.blog.comment.{name}", "fields": {"id": number}, "label": "Undo"}
        for name, number in (("remove", 3), ("remove", 4), ("restore", 3))
    ]
    notices = form.page.locator("#notices .notice p")
    for number, one in enumerate(undo):
        form.run(f"({ADD} = () => ({{ notice: values[0], undo: values[1] }}))", f"Done {number}.", one)
        form.page.click("#send")
        expect(notices.last).to_have_text(f"Done {number}.")
    expect(notices).to_have_text(["Done 1.", "Done 2."])
    form.run(f"({ADD} = () => ({{ notice: 'Saved.' }}))")
    form.page.click("#send")
    expect(notices).to_have_text(["Done 1.", "Done 2.", "Saved."])
    form.page.click("#send")
    expect(notices).to_have_text(["Done 1.", "Done 2.", "Saved."])


def test_a_notice_with_nothing_to_undo_stays_with_its_page(form: Window) -> None:
    """Else “The page has been created.” stands beside “There is no such page”."""
    form.run(f"({ADD} = () => ({{ notice: 'Saved.' }}))")
    form.page.click("#send")
    expect(form.page.locator("#notices .notice")).to_have_count(1)
    form.page.get_by_role("link", name="Blog").click()
    expect(form.page.locator("#notices .notice")).to_have_count(0)
