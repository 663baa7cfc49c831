"""Forms over the socket: each is sent once with what is in it, and no typed text is lost."""

from blog import ADD, FORM
from conftest import Site, Window
from playwright.sync_api import Route, expect


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
