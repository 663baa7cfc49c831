"""What windows know of the modules, and open pages of modules that come and go."""

import pytest
from blog import MODULES, heading
from conftest import Site, Window
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("pages")


def test_a_module_that_is_away_leaves_its_links_to_the_server(window: Window) -> None:
    """When the module is back, the window shows its page again by itself."""
    window.site.pages["/blog/first/"] = "<h1>Back in a moment</h1>"
    window.open()
    window.run("(fake.manifests[0].present = false, fake.change({ id: 'core.menu', version: 2, html: '' }))")
    window.until("fake.asked('courant.core.module.list').length === 2")
    window.site.shell["status"] = "503"
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Post first")  # the list of the new document has the module
    assert window.site.requests == ["GET /blog/", "GET /blog/first/"]
    assert not window.same_document


def test_a_page_of_a_module_that_is_suspended_says_so_and_comes_back(window: Window) -> None:
    """The server says it in the open document."""
    window.open()
    window.site.pages["/blog/"], window.site.shell["status"] = "<h1>Suspended</h1>", "503"
    window.run("(fake.manifests[0].suspended = true, fake.manifests[0].present = false)")
    window.run("fake.publish('courant.core.module.changed', { module: 'blog', present: false })")
    expect(heading(window)).to_have_text("Suspended")
    window.run("(fake.manifests[0].suspended = false, fake.manifests[0].present = true)")
    window.run("fake.publish('courant.core.module.changed', { module: 'blog', present: true })")
    expect(heading(window)).not_to_have_text("Suspended")
    assert window.same_document


def test_the_modules_of_the_first_page_are_not_asked_for(window: Window, site: Site) -> None:
    """Not after a reconnect either; a newer menu says that they have changed, whether by an event or after a gap."""
    site.shell["modules"] = MODULES
    window.page.goto(site.url + "/blog/")
    menu = "fake.asked('courant.core.live.since').filter(({ fragments }) => 'core.menu' in fragments).length"
    window.until(f"{menu} === 1")
    window.run("fake.drop()")
    window.until(f"{menu} === 2")
    assert window.run("fake.asked('courant.core.module.list')") == []
    window.change(id="core.menu", version=2, html="<ul></ul>")
    window.until("fake.asked('courant.core.module.list').length === 1")
    window.run(
        "(fake.change({ id: 'core.menu', version: 3, html: '<ul><li></li></ul>' }, { missed: true }), fake.drop())"
    )
    window.until("fake.asked('courant.core.module.list').length === 2")


def test_a_heading_called_modules_is_not_taken_for_the_list(window: Window, site: Site) -> None:
    site.shell["modules"] = MODULES
    site.pages["/blog/wire/"] = '<h1>Wire</h1><h2 id="modules">Modules</h2>'
    window.page.goto(site.url + "/blog/wire/")
    window.until("fake.asked('courant.core.live.since').length > 0")
    assert window.run("fake.asked('courant.core.module.list')") == []


CHANGED = "courant.core.module.changed"
STOP = f"(fake.manifests[0].present = false, fake.publish('{CHANGED}', {{ module: 'blog', present: false }}))"
START = f"(fake.manifests[0].present = true, fake.publish('{CHANGED}', {{ module: 'blog', present: true }}))"
RESTARTED = """<h1>New</h1><p data-live="blog.part" data-version="3">new <b>template</b></p>
<form><input name="t"></form>"""


def test_a_page_of_a_module_that_stops_says_so(window: Window) -> None:
    """In the page and at the sign; other pages have their own sign, and the page keeps what it showed."""
    window.open().run(STOP)
    note, sign = window.page.locator("main [role=status]"), window.page.locator("#connection")
    expect(note).to_contain_text("The blog has stopped.")
    expect(sign).to_have_attribute("data-state", "paused")
    expect(sign).to_have_text("Paused")
    expect(heading(window)).to_have_text("Blog")
    window.run(f"fake.publish('{CHANGED}', {{ module: 'wiki', present: true }})")
    window.until("fake.asked('courant.core.module.list').length > 2")
    expect(note).to_have_count(1)
    window.run("fake.manifests.push({ ...fake.manifests[0], module: 'wiki', present: true })")
    window.run("fake.procedures['courant.blog.page.post'] = () => fake.page('<h1>Wiki</h1>', { module: 'wiki' })")
    window.run(f"fake.publish('{CHANGED}', {{ module: 'wiki', present: true }})")
    window.until("fake.asked('courant.core.module.list').length > 3")
    window.page.click("#ours")
    expect(heading(window)).to_have_text("Wiki")
    expect(note).to_have_count(0)
    expect(sign).to_have_attribute("data-state", "live")


def test_a_page_of_a_module_that_was_restarted_takes_its_new_html(window: Window) -> None:
    """Its fragments too, though their versions are the same; what somebody types stays."""
    window.site.pages["/blog/"] = RESTARTED.replace("New", "Old").replace("new <b>template</b>", "old template")
    window.open()
    window.page.fill("[name=t]", "half a thou")
    window.run("fake.procedures['courant.blog.page.index'] = () => fake.page(values[0])", RESTARTED)
    window.run(STOP)
    expect(window.page.locator("#stopped")).to_be_visible()
    window.run(START)
    expect(heading(window)).to_have_text("New")
    expect(window.page.locator("[data-live='blog.part'] b")).to_have_text("template")
    expect(window.page.locator("#stopped")).to_have_count(0)
    expect(window.page.locator("#connection")).to_have_attribute("data-state", "live")
    expect(window.page.locator("[name=t]")).to_have_value("half a thou")
    assert window.same_document


def test_a_restart_too_short_to_be_seen_counts_too(window: Window) -> None:
    """The list is asked for once, and has the module again."""
    window.open()
    window.run(f"""(fake.publish("{CHANGED}", {{ module: "blog", present: false }}),
        fake.publish("{CHANGED}", {{ module: "blog", present: true }}))""")
    expect(heading(window)).to_have_text("Blog page 1")
    assert window.run("fake.asked('courant.blog.page.index').length") == 1
    window.run(f"fake.publish('{CHANGED}', {{ module: 'wiki', present: true }})")
    window.until("fake.asked('courant.core.module.list').length > 2")
    assert window.run("fake.asked('courant.blog.page.index').length") == 1


def test_a_page_of_a_module_that_was_removed_goes(window: Window) -> None:
    """The server says that there is no such page, in the open document."""
    window.open()
    del window.site.pages["/blog/"]
    window.run(f"(fake.manifests[0].module = 'other', fake.manifests[0].routes = [], {STOP})")
    expect(heading(window)).to_have_text("No such page")
    expect(window.page.locator("#main")).to_have_attribute("data-status", "404")
    assert window.same_document


def test_a_page_that_a_module_has_again_is_shown_again(window: Window) -> None:
    """Nobody had it when it was asked for, as may be when a whole site starts again."""
    window.open()
    del window.site.pages["/blog/"]
    window.site.shell = {"module": ""}
    window.run(f"""(fake.manifests[0].module = 'other', fake.was = fake.manifests[0].routes,
        fake.manifests[0].routes = [], {STOP})""")
    expect(heading(window)).to_have_text("No such page")
    window.run(f"""(fake.manifests[0].module = 'blog', fake.manifests[0].routes = fake.was, {START})""")
    expect(heading(window)).to_have_text("Blog page 1")
    assert window.same_document
