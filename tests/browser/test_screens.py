"""The narrowcaster in two browsers: a device in the hallway, and the desk that leads it."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.fixtures import Somebody
from tests.hallway import Hallway, code_on, device, playlist, shown_on
from tests.site import Site
from tests.windows import answered, opened, undo

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def hallway(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hallway]:
    with Hallway(site, tmp_path_factory.mktemp("screens")) as found:
        yield found


@pytest.fixture
def desk(site: Site, hallway: Hallway, somebody: Somebody) -> Page:
    return opened(somebody("ada"), site, "/screens/")


@pytest.fixture
def entrance(site: Site, hallway: Hallway, desk: Page, browser: Browser) -> Iterator[Page]:
    """A device that is paired, while an editor has the desk open."""
    with site.operator() as operator:
        for number in screens(desk):
            operator.call("courant.screens.screen.remove", id=number)
        operator.call("courant.screens.screen.add", name="Entrance")
    context = browser.new_context(reduced_motion="reduce")
    page = device(context, site, "entrance")
    pair(desk, page)
    yield page
    context.close()


def pair(desk: Page, page: Page) -> None:
    desk.get_by_label("Code on a device").fill(code_on(page).lower())
    desk.get_by_role("button", name="Pair the device").click()
    expect(page.locator(".screens-code")).to_be_hidden()


def screens(desk: Page) -> list[int]:
    return [int(one.get_attribute("data-screen") or 0) for one in desk.locator(".screens-screen").all()]


def card(desk: Page, name: str = "Entrance") -> Locator:
    return desk.locator(".screens-screen").filter(has=desk.get_by_role("link", name=name, exact=True))


def drawn() -> bytes:
    """A picture, as PNG."""
    file = BytesIO()
    Image.new("RGB", (160, 90), "seagreen").save(file, "png")
    return file.getvalue()


def publish(site: Site, title: str, text: str = "Some words.") -> str:
    with site.operator() as operator:
        post = operator.call("courant.blog.post.save", title=title, text=text, published=True)
        return str(operator.call("courant.blog.post.get", id=post["id"])["path"])


def test_a_screen_shows_live_pages_and_the_desk_sees_and_leads_it(site: Site, desk: Page, entrance: Page) -> None:
    expect(card(desk)).to_contain_text("On since")
    expect(entrance.locator(".screens-idle")).to_contain_text("Entrance")
    post = publish(site, "A fern")
    playlist(site, "Always", [{"path": "/blog/", "title": "The blog"}, {"path": post, "title": "Fern"}])
    blog = shown_on(entrance, "/blog/")
    expect(blog.get_by_role("link", name="A fern")).to_be_visible()
    expect(blog.locator(".topbar")).to_be_hidden()
    publish(site, "Moss")
    expect(blog.get_by_role("link", name="Moss")).to_be_visible()  # it is live
    expect(card(desk)).to_contain_text("Shows “The blog”")
    card(desk).get_by_role("button", name="Next").click()
    expect(shown_on(entrance, post).get_by_role("heading", name="A fern")).to_be_visible()
    expect(card(desk)).to_contain_text("Shows “Fern”")
    card(desk).get_by_role("button", name="Pause").click()
    expect(card(desk)).to_contain_text("Paused")
    card(desk).get_by_text("More about Entrance").click()
    card(desk).get_by_label("Show this now").fill("/wiki/")
    card(desk).get_by_role("button", name="Show", exact=True).click()
    expect(shown_on(entrance, "/wiki/").locator("h1")).to_be_visible()
    card(desk).get_by_role("button", name="Back to the playlist").click()
    shown_on(entrance, "/blog/")


def test_a_page_that_visitors_may_not_see_or_that_fails_is_left_out(site: Site, desk: Page, entrance: Page) -> None:
    paths = ["/blog/drafts/", "/nothing/", "/accounts/login/", "/wiki/"]
    playlist(site, "Some", [{"path": path} for path in paths])
    expect(shown_on(entrance, "/wiki/").locator("h1")).to_be_visible()
    expect(card(desk)).to_contain_text("Shows “/wiki/”")


def test_the_newest_posts_of_a_feed_play_and_pictures(site: Site, desk: Page, entrance: Page) -> None:
    with site.operator() as operator:
        picture = operator.call("courant.blog.media.add", data=drawn())["path"]
    post = publish(site, "Lichen", f"![Lichen]({picture})")
    playlist(site, "New", [{"path": "/blog/feed/", "kind": "feed", "count": 1}, {"path": picture, "kind": "picture"}])
    expect(shown_on(entrance, post).get_by_role("heading", name="Lichen")).to_be_visible()
    card(desk).get_by_role("button", name="Next").click()
    expect(entrance.locator("#screens-cover > img[data-open]")).to_be_visible()


def test_an_urgent_message_comes_and_goes(site: Site, desk: Page, entrance: Page) -> None:
    desk.get_by_label("Entrance", exact=True).check()
    desk.get_by_role("textbox", name="Message").fill("The <lift> is out of order")
    desk.get_by_role("button", name="Show the message").click()
    alert = entrance.get_by_role("alert")
    expect(alert).to_have_text("The <lift> is out of order")
    expect(alert).to_be_in_viewport(ratio=1)
    desk.get_by_role("button", name="Withdraw “The <lift> is out of order”").click()
    expect(alert).to_be_hidden()
    desk.get_by_role("button", name="Undo").click()
    expect(alert).to_have_text("The <lift> is out of order")
    desk.get_by_role("button", name=re.compile("Withdraw “")).click()
    expect(alert).to_be_hidden()


def test_a_device_that_is_withdrawn_shows_a_code_again(site: Site, desk: Page, entrance: Page) -> None:
    desk.on("dialog", lambda dialog: dialog.accept())
    card(desk).get_by_text("More about Entrance").click()
    card(desk).get_by_role("button", name="Withdraw the device").click()
    expect(card(desk)).to_contain_text("No device")
    pair(desk, entrance)
    entrance.reload()
    expect(card(desk)).to_contain_text("On since")
    expect(entrance.locator(".screens-code")).to_be_hidden()  # it has a secret of its own


def test_the_preview_shows_what_the_screen_shows(site: Site, desk: Page, entrance: Page) -> None:
    playlist(site, "Always", [{"path": "/blog/", "title": "The blog"}, {"path": "/wiki/", "title": "The wiki"}])
    expect(card(desk)).to_contain_text("Shows “The blog”")
    card(desk).get_by_role("button", name="Preview of Entrance").click()
    preview = desk.frame_locator("iframe[title='What Entrance shows']")
    expect(preview.locator("iframe[title='/blog/'][data-open]")).to_be_visible()
    card(desk).get_by_role("button", name="Next").click()
    expect(preview.locator("iframe[title='/wiki/'][data-open]")).to_be_visible()


def test_a_playlist_is_put_in_order_by_keyboard_and_by_dragging(site: Site, desk: Page) -> None:
    number = playlist(site, "Order", [{"path": f"/{name}/", "title": name} for name in ("one", "two", "three")])
    desk.goto(f"{site.url}/screens/playlist/{number}/")
    desk.set_viewport_size({"width": 1280, "height": 1200})
    rows = desk.locator(".screens-order > [data-row] > a")
    expect(rows).to_have_text(["one", "two", "three"])
    last = desk.locator(".screens-order > [data-row]").nth(2)
    below = (last.bounding_box() or {"height": 0})["height"] * 0.75
    with answered(desk):
        desk.locator(".screens-order > [data-row]").nth(0).drag_to(last, target_position={"x": 40, "y": below})
    expect(rows).to_have_text(["two", "three", "one"])
    rows.nth(2).focus()
    with answered(desk):
        desk.keyboard.press("Alt+ArrowUp")
    expect(rows).to_have_text(["two", "one", "three"])
    with answered(desk):
        desk.keyboard.press("Alt+ArrowUp")  # the row has the focus again
    expect(rows).to_have_text(["one", "two", "three"])
    undo(desk)
    expect(rows).to_have_text(["two", "one", "three"])
    with answered(desk):
        desk.get_by_role("button", name="Take off “two”").click()
    expect(rows).to_have_text(["one", "three"])
    undo(desk)
    expect(rows).to_have_text(["two", "one", "three"])


def test_the_desk_is_accessible_and_fits(site: Site, desk: Page, entrance: Page) -> None:
    number = playlist(site, "Always", [{"path": "/blog/", "title": "The blog"}])
    with site.operator() as operator:
        operator.call("courant.screens.message.send", text="Fire drill at noon", minutes=5)
    expect(card(desk)).to_contain_text("Shows “The blog”")
    card(desk).get_by_text("More about Entrance").click()
    check(desk)
    desk.goto(f"{site.url}/screens/playlist/{number}/")
    check(desk)
    check(entrance)


def check(page: Page) -> None:
    for width in (390, 1280):
        for scheme in SCHEMES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            found = Axe().run(page).response["violations"]
            named = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
            assert named == [], f"{page.url} {width} {scheme}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} {width}"
