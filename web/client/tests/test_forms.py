"""Forms over the socket: each is sent once and answered in place, and no typed text is lost."""

import pytest
from conftest import Site, Window
from playwright.sync_api import BrowserContext, Route, expect

FORM = """<h1>Post</h1>
<form id="form" data-call="courant.blog.comment.add" action="/call/courant.blog.comment.add/" method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="hidden" name="post" value="12">
<p class="field"><label>Text <textarea id="text" name="text" aria-describedby="help"></textarea></label></p>
<p id="help">Help</p>
<input type="checkbox" name="tags[]" value="a"><input type="checkbox" name="tags[]" value="b">
<select name="many" multiple><option>1</option><option>2</option></select>
<input type="checkbox" name="agree" value="true"><input id="title" name="title">
<button id="send" name="publish" value="1">Send</button></form>"""
ADD = "fake.procedures['courant.blog.comment.add']"


@pytest.fixture
def form(window: Window, site: Site, context: BrowserContext) -> Window:
    """A comment form whose call is answered with nothing special."""
    site.pages = {"/blog/": FORM, "/blog/there/": "<h1>There over HTTP</h1>"}
    context.add_init_script(f"{ADD} = () => null")
    context.add_init_script("fake.procedures['courant.blog.page.post'] = () => fake.page('<h1>There</h1>')")
    return window.open()


def test_fields_become_arguments(form: Window) -> None:
    """Lists where the name says so or repeats, the button's own value, and no token."""
    form.page.fill("#text", "Hello\nyou")
    form.page.check("[value=b]")
    form.page.select_option("select", ["1", "2"])
    form.page.click("#send")
    form.until("fake.asked('courant.blog.comment.add').length > 0")
    assert form.run("fake.asked('courant.blog.comment.add')") == [
        {"post": "12", "text": "Hello\nyou", "tags": ["b"], "many": ["1", "2"], "title": "", "publish": "1"}
    ]
    assert form.site.requests == ["GET /blog/"]


def test_a_form_that_asks_for_it_gets_the_writers_day(form: Window) -> None:
    """Not that of UTC: somebody may write in Auckland."""
    form.run("(document.querySelector('#title').name = 'today')")
    form.page.clock.set_fixed_time("2026-11-22T23:30:00Z")
    zone = "{ timeZone: 'Pacific/Auckland' }"
    form.run(f"""(Date.prototype.toLocaleDateString = function (language) {{
        return new Intl.DateTimeFormat(language, {zone}).format(this); }})""")
    form.page.click("#send")
    form.until("fake.asked('courant.blog.comment.add').length > 0")
    assert form.run("fake.asked('courant.blog.comment.add')[0].today") == "2026-11-23"


def test_what_arrived_empties_the_form(form: Window) -> None:
    """Ready for the next one."""
    form.page.fill("#text", "Hello")
    form.page.click("#send")
    expect(form.page.locator("#text")).to_have_value("")


def test_a_form_may_keep_its_values(form: Window) -> None:
    """They are its own now, so that it is not dirty."""
    form.run("(document.querySelector('#form').dataset.reset = 'false')")
    form.page.fill("#text", "Hello")
    form.page.check("[name=agree]")
    form.page.click("#send")
    form.until("document.querySelector('#text').defaultValue === 'Hello'")
    assert form.run("document.querySelector('[name=agree]').defaultChecked")
    expect(form.page.locator("#text")).to_have_value("Hello")


def test_it_is_sent_once(form: Window) -> None:
    """The button is busy while it is on its way, and has the focus back afterwards."""
    form.run(f"({ADD} = () => new Promise((resolve) => (window.late = () => resolve(null))))")
    form.page.fill("#text", "Hello")
    form.page.click("#send")
    expect(form.page.locator("#send")).to_be_disabled()
    expect(form.page.locator("#form")).to_have_attribute("aria-busy", "true")
    form.run("document.querySelector('#form').requestSubmit()")
    form.run("window.late()")
    expect(form.page.locator("#send")).to_be_enabled()
    expect(form.page.locator("#send")).to_be_focused()
    assert form.run("fake.asked('courant.blog.comment.add').length") == 1


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


def test_an_answer_can_be_taken_back(form: Window) -> None:
    """By the button that it brings."""
    undo = {"call": "courant.blog.comment.restore", "fields": {"id": 3}, "label": "Undo"}
    form.run(f"({ADD} = () => ({{ notice: 'Removed.', undo: values[0] }}))", undo)
    form.run("(fake.procedures['courant.blog.comment.restore'] = () => null)")
    form.page.click("#send")
    form.page.get_by_role("button", name="Undo").click()
    expect(form.page.locator("#notices")).to_contain_text("Undone.")
    assert form.run("fake.asked('courant.blog.comment.restore')") == [{"id": 3}]


def test_while_the_site_is_away_nothing_is_sent_and_nothing_is_lost(form: Window) -> None:
    """An ordinary form would end on the browser's own page; once there is a connection it can be sent."""
    form.run("(fake.refuse = true, fake.drop())")
    form.page.fill("#text", "Hello")
    form.page.click("#send")
    expect(form.page.locator("#form [role=alert]")).to_contain_text("You are offline")
    expect(form.page.locator("#text")).to_have_value("Hello")
    form.run("(fake.refuse = false, dispatchEvent(new Event('online')))")
    expect(form.page.locator("#connection")).to_have_attribute("data-state", "live")
    form.page.click("#send")
    expect(form.page.locator("#text")).to_have_value("")
    expect(form.page.locator("#form [role=alert]")).to_have_count(0)
    assert form.run("fake.asked('courant.blog.comment.add').length") == 1


def test_where_no_socket_opens_it_is_an_ordinary_form(form: Window) -> None:
    """The server makes the same call; a guard does not stand in the way."""
    form.run("(document.querySelector('#form').dataset.guard = '', fake.refuse = true, fake.drop())")
    form.page.fill("#text", "Hello")
    expect(form.page.locator("#connection")).to_have_attribute("data-state", "polling", timeout=15_000)
    form.page.click("#send")
    expect(form.page.locator("main h1")).to_have_text("Sent")
    assert "text=Hello" in form.site.requests[-1]


def test_one_can_think_better_of_it(form: Window) -> None:
    """A form with a question asks it first."""
    form.run("(document.querySelector('#send').dataset.confirm = 'Really?')")
    form.page.once("dialog", lambda dialog: dialog.dismiss())
    form.page.click("#send")
    assert form.run("fake.asked('courant.blog.comment.add')") == []
    form.page.once("dialog", lambda dialog: dialog.accept())
    form.page.click("#send")
    form.until("fake.asked('courant.blog.comment.add').length === 1")


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


def test_a_form_that_is_sent_before_its_code_has_arrived_waits_for_it(window: Window, site: Site) -> None:
    """Once, with what was in it at that moment."""
    site.pages = {"/blog/": FORM}
    held: list[Route] = []
    window.page.route("**/writing-*.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its listeners
    window.open()
    window.page.fill("[name=title]", "Early")
    window.page.click("#send")
    window.page.click("#send")
    assert window.run("fake.asked('courant.blog.comment.add').length") == 0
    held[0].continue_()
    window.until("fake.asked('courant.blog.comment.add').length === 1")
    assert window.run("fake.asked('courant.blog.comment.add')[0].title") == "Early"


def test_a_form_whose_code_cannot_be_loaded_is_an_ordinary_form(window: Window, site: Site) -> None:
    """For example after an upgrade, when the server no longer has the code of this window's version."""
    site.pages, site.absent = {"/blog/": FORM}, ("/static/writing-",)
    window.open()
    window.page.fill("[name=title]", "Plain")
    window.page.click("#send")
    expect(window.page.locator("main h1")).to_have_text("Sent")
    assert "title=Plain" in site.requests[-1]


def test_only_those_who_may_write_load_the_code_for_it(window: Window, site: Site) -> None:
    """Pages have their forms for everybody; a visitor who enters one loads it too."""
    site.pages = {"/blog/": FORM}
    loaded: list[str] = []
    window.page.on("request", lambda request: loaded.append(request.url))
    window.open()
    window.until("fake.asked('courant.core.live.since').length === 2")
    assert not any("writing" in url for url in loaded)
    with window.page.expect_request("**/writing-*.js"):
        window.page.focus("#text")
    site.shell["role"] = "member"
    with window.page.expect_request("**/writing-*.js"):
        window.page.goto(site.url + "/blog/")
