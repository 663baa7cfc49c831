"""What is half-written or unanswered is not lost: drafts, and forms that are sent again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from blog import ADD
from conftest import Window
from playwright.sync_api import BrowserContext, expect


@pytest.fixture
def member(form: Window, context: BrowserContext) -> Window:
    """The form, for somebody who is signed in."""
    context.add_init_script("fake.identity = { authid: 'ada#1', authrole: 'member' }")
    context.add_init_script("fake.procedures['courant.blog.page.index'] = () => fake.page(document.forms[0].outerHTML)")
    form.site.values["role"] = "member"
    form.site.shell = {"role": "member"}
    return form.open()


def test_half_written_words_are_there_again(member: Window) -> None:
    """After a reload, in a new tab, and until they are sent or not wanted any more."""
    notice = member.page.locator("#notices")
    member.page.fill("#text", "Half a thou")
    member.until("Object.keys(localStorage).some((name) => name.startsWith('courant-draft-ada'))")
    member.open()
    expect(member.page.locator("#text")).to_have_value("Half a thou")
    expect(notice).to_contain_text("What you had written here and not sent is back.")
    notice.get_by_role("button", name="Discard it").click()
    expect(member.page.locator("#text")).to_have_value("")
    member.open()
    member.page.fill("#text", "Half a thou")
    member.page.click("#send")
    expect(member.page.locator("#text")).to_have_value("")
    member.open()
    expect(member.page.locator("#text")).to_have_value("")
    assert member.run("Object.keys(localStorage).filter((name) => name.includes('draft'))") == []


def kept(member: Window) -> None:
    member.page.fill("#text", "Half a thou")
    member.until("Object.keys(localStorage).some((name) => name.startsWith('courant-draft-ada'))")


def test_half_written_words_outlast_a_click_and_back(member: Window) -> None:
    kept(member)
    member.run("document.querySelector('main').append(Object.assign(document.createElement('a'), values[0]))", AWAY)
    member.page.click("#away")
    expect(member.page.locator("main h1")).to_have_text("There")
    member.page.go_back()
    expect(member.page.locator("#text")).to_have_value("Half a thou")


def test_half_written_words_outlast_a_closed_tab_for_a_week(member: Window, new_window: Callable[[], Window]) -> None:
    kept(member)
    member.page.close()
    before = reopened(new_window(), 6.9)
    expect(before.page.locator("#text")).to_have_value("Half a thou")
    before.page.close()
    after = reopened(new_window(), 7.1)
    after.until("!Object.keys(localStorage).some((name) => name.includes('draft'))")
    expect(after.page.locator("#text")).to_have_value("")


def reopened(window: Window, days: float) -> Window:
    """The window, so many days later by its clock."""
    window.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=days))
    return window.open()


AWAY = {"id": "away", "href": "/blog/first/", "textContent": "Away"}


def test_words_that_came_back_and_were_sent_are_not_offered_any_more(member: Window) -> None:
    """Nor on another page: the notice goes with its form."""
    notice = member.page.locator("#notices").get_by_text("not sent is back")
    for leave in ("#send", "#away"):
        member.page.fill("#text", "Half a thou")
        member.until("Object.keys(localStorage).some((name) => name.startsWith('courant-draft-ada'))")
        member.open()
        expect(notice).to_have_count(1)
        member.run("document.querySelector('main').append(Object.assign(document.createElement('a'), values[0]))", AWAY)
        member.page.click(leave)
        expect(notice).to_have_count(0)


def test_half_written_words_are_their_writers(member: Window, context: BrowserContext) -> None:
    """Nobody else who uses this browser sees them, and a week later they are gone."""
    member.page.fill("#text", "Half a thou")
    member.until("Object.keys(localStorage).some((name) => name.startsWith('courant-draft-ada'))")
    context.add_init_script("fake.identity = { authid: 'eve#1', authrole: 'member' }")
    member.open()
    member.until("performance.getEntriesByType('resource').some(({ name }) => name.includes('/writing-'))")
    expect(member.page.locator("#text")).to_have_value("")
    member.run(
        "Object.keys(localStorage).forEach((name) => localStorage[name] = localStorage[name].replace(/[0-9]{13}/, '1'))"
    )
    context.add_init_script("fake.identity = { authid: 'ada#2', authrole: 'member' }")
    member.open()
    member.until("!Object.keys(localStorage).some((name) => name.includes('draft'))")


ASKED = "fake.asked('courant.blog.comment.add')"


@pytest.mark.parametrize("failure", ["fake.drop()", "fake.fail({ uri: 'wamp.error.canceled' })"])
def test_a_form_that_got_no_answer_is_sent_again_with_its_key(form: Window, failure: str) -> None:
    """By itself: the service carries out calls with one key once."""
    form.run("document.querySelector('#form').toggleAttribute('data-once', true)")
    form.run(f"({ADD} = () => new Promise((_, reject) => {{ fake.fail = reject }}))")
    form.page.fill("#text", "Hello")
    form.page.click("#send")
    form.until(f"{ASKED}.length === 1")
    form.run(f"({ADD} = () => null, {failure}, null)")
    expect(form.page.locator("#text")).to_have_value("")
    first, again = form.run(ASKED)
    assert first == again
    assert len(first["idempotency_key"]) == 32


def test_the_same_words_have_the_same_key_until_they_are_answered(form: Window) -> None:
    """Pressed again after an error it is the same call, with other words another one."""
    form.run("document.querySelector('#form').toggleAttribute('data-once', true)")
    form.run(f"({ADD} = () => {{ throw fake.error('internal', 'No.') }})")
    for number, text in enumerate(("Hello", "Hello", "Hello you"), 1):
        form.page.fill("#text", text)
        form.page.click("#send")
        form.until(f"{ASKED}.length === {number}")
        expect(form.page.locator("#form [role=alert]")).to_have_text("No.")
        expect(form.page.locator("#send")).to_be_enabled()
    form.run(f"({ADD} = () => null)")
    for _ in range(2):
        form.page.fill("#text", "Hello you")
        form.page.click("#send")
        expect(form.page.locator("#text")).to_have_value("")
    one, two, three, four, five = (sent["idempotency_key"] for sent in form.run(ASKED))
    assert one == two
    assert len({two, three, five}) == 3
    assert three == four
