"""Open forms, when something changes around them: others save, posts come and go, the writer is signed out."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.fixtures import Somebody
from tests.site import PASSWORD, Site
from tests.windows import opened, plainly, sign_in, until_live


def write_post(site: Site, title: str, text: str = "Its first words.", **more: Any) -> dict[str, Any]:
    """Write a post."""
    with site.operator() as operator:
        saved: dict[str, Any] = operator.call(
            "courant.blog.post.save", title=title, text=text, published=True, **more
        )  # fmt: skip
        return saved


def save_page(site: Site, title: str, text: str, base: int = 0) -> int:
    """Save a page of the wiki as the operator; its revision."""
    with site.operator() as operator:
        path = title.lower()
        return int(operator.call("courant.wiki.page.save", title=title, path=path, text=text, base=base)["revision"])


def sign_out_elsewhere(context: BrowserContext, site: Site) -> None:
    """End the session as another window without a socket does; this browser keeps its cookie."""
    cookies = {one["name"]: one["value"] for one in context.cookies()}
    assert httpx.post(f"{site.url}/accounts/logout/", cookies=cookies, headers={"Origin": site.url}).is_redirect


def commenting(context: BrowserContext, site: Site, title: str) -> Page:
    """A new post in a window, with half a comment on it."""
    page = opened(context, site, write_post(site, title)["path"])
    page.get_by_label("Your comment").fill("Half a thou")
    return page


def visiting(page: Page) -> None:
    """Wait until the window is a visitor's, and its page what visitors see."""
    expect(page.locator("html")).to_have_attribute("data-role", "visitor")
    expect(page.locator(".account").get_by_role("link", name="Sign in")).to_be_visible()


def test_a_session_that_ends_elsewhere_ends_in_every_window(site: Site, somebody: Somebody) -> None:
    context = somebody("ada")
    windows = [opened(context, site, path) for path in ("/blog/", "/wiki/")]
    sign_out_elsewhere(context, site)
    for window in windows:
        visiting(window)


def test_an_untouched_form_takes_the_newest_text_even_if_it_has_the_focus(site: Site, somebody: Somebody) -> None:
    revision = save_page(site, "Tarn", "Small.")
    form = opened(plainly(somebody("ada")), site, "/wiki/tarn/~edit/")
    form.locator("#text").focus()
    save_page(site, "Tarn", "Small, and *deep*.", revision)
    expect(form.locator("#text")).to_have_value("Small, and *deep*.")
    expect(form.locator("[name=base]")).to_have_value(str(revision + 1))
    expect(form.locator("[data-preview-here] em")).to_have_text("deep")
    expect(form.locator("#notices")).to_contain_text("operator has saved a change")
    form.locator("#text").fill("Small, and deep, and cold.")
    form.get_by_role("button", name="Save").click()
    expect(form.locator("main")).to_contain_text("and cold")


def test_a_form_with_unsent_words_says_who_saved_and_what_can_be_done(site: Site, somebody: Somebody) -> None:
    revision = save_page(site, "Mere", "One.\n\nTwo.")
    form = opened(plainly(somebody("ada")), site, "/wiki/mere/~edit/")
    form.locator("#text").fill("One, mine.\n\nTwo.")
    revision = save_page(site, "Mere", "One.\n\nTwo, theirs.", revision)
    alert = form.locator("form.editor [role=alert]")
    expect(alert).to_contain_text("operator saved a change while you were writing")
    expect(alert.get_by_role("link")).to_have_attribute("href", f"{site.url}/wiki/mere/")
    save_page(site, "Mere", "One.\n\nTwo, theirs.\n\nThree.", revision)
    expect(form.locator(".head")).to_contain_text(f"revision {revision + 1}")
    expect(alert).to_have_count(1)
    expect(form.locator("#text")).to_have_value("One, mine.\n\nTwo.")
    form.get_by_role("button", name="Save").click()
    expect(form.locator("#text")).to_have_value("One, mine.\n\nTwo, theirs.\n\nThree.")


def test_the_form_of_a_post_does_the_same(site: Site, somebody: Somebody) -> None:
    post = write_post(site, "Loch")
    untouched, edited = (opened(plainly(somebody("ada")), site, f"{post['path']}edit/") for _ in range(2))
    edited.locator("#text").fill("My words.")
    write_post(site, "Loch", "Their words.", id=post["id"])
    expect(untouched.locator("#text")).to_have_value("Their words.")
    expect(untouched.locator("#notices")).to_contain_text("operator has saved a change")
    expect(edited.locator("form.editor [role=alert]")).to_contain_text("operator saved a change")
    edited.get_by_role("button", name="Save").first.click()
    both = "<<<<<<< operator\nTheir words.\n=======\nMy words.\n>>>>>>> your text"
    expect(edited.get_by_label("Merged text")).to_have_value(both)
    edited.get_by_role("button", name="Both").click()
    expect(edited.get_by_label("Merged text")).to_have_value("Their words.\nMy words.")


@pytest.mark.parametrize("press", ["Save the merged text", "Save mine instead", "Discard mine"])
def test_what_a_conflict_decided_does_not_come_back_as_unsent(site: Site, somebody: Somebody, press: str) -> None:
    name = press.lower().replace(" ", "-")
    revision = save_page(site, name, "One.\n\nTwo.")
    form = opened(plainly(somebody("ada")), site, f"/wiki/{name}/~edit/")
    form.locator("#text").fill("One, mine.\n\nTwo.")
    save_page(site, name, "One.\n\nTwo, theirs.", revision)
    form.get_by_role("button", name="Save").click()
    expect(form.locator("#text")).to_have_value("One, mine.\n\nTwo, theirs.")
    form.once("dialog", lambda dialog: dialog.accept())
    form.locator(".actions").get_by_text(press, exact=True).click()
    expect(form).to_have_url(f"{site.url}/wiki/{name}/")
    newest = form.locator("main .prose").first.inner_text()
    form.get_by_role("link", name="Edit", exact=True).click()
    expect(form.locator("#text")).to_have_value(newest)
    expect(form.locator("#notices")).not_to_contain_text("not sent is back")


@pytest.mark.parametrize(("away", "back"), [("unpublish", "publish"), ("delete", "restore")])
def test_a_post_that_is_unpublished_and_published_again_returns(
    site: Site, somebody: Somebody, away: str, back: str
) -> None:
    post = write_post(site, f"Fen {away}")
    reading = opened(somebody(""), site, post["path"])
    late = None
    with site.operator() as operator:
        operator.call(f"courant.blog.post.{away}", id=post["id"])
        expect(reading.locator("main")).not_to_contain_text("Its first words")
        late = opened(somebody(""), site, post["path"])
        operator.call(f"courant.blog.post.{back}", id=post["id"])
    for window in (reading, late):
        expect(window.locator("main")).to_contain_text("Its first words")
        expect(window.get_by_role("link", name="Sign in to comment")).to_be_visible()


def test_who_is_signed_out_while_writing_a_comment_loses_no_word(site: Site, somebody: Somebody) -> None:
    context = somebody("grace")
    page = commenting(context, site, "Beck")
    sign_out_elsewhere(context, site)
    visiting(page)
    stays_and_is_sent(page, context, site, "Your comment", "Half a thou", "Comment")
    expect(page.locator(".comment")).to_contain_text("grace")
    expect(page.locator(".comment")).to_contain_text("Half a thou")


def test_who_is_signed_out_while_editing_loses_no_word(site: Site, somebody: Somebody) -> None:
    save_page(site, "Burn", "Once.")
    context = plainly(somebody("ada"))
    page = opened(context, site, "/wiki/burn/")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.locator("#text").fill("Half a thou")
    sign_out_elsewhere(context, site)
    visiting(page)
    stays_and_is_sent(page, context, site, "Text", "Half a thou", "Save")
    expect(page.locator("main .prose").first).to_contain_text("Half a thou")
    page.goto(f"{site.url}/wiki/burn/~history/")
    expect(page.locator(".revisions li").first).to_contain_text("ada")


def stays_and_is_sent(page: Page, context: BrowserContext, site: Site, label: str, words: str, button: str) -> None:
    """One form, its words, a sentence and a link to sign in; after that, the form is sent."""
    field = page.get_by_label(label, exact=True)
    for _ in range(2):
        expect(page.locator("main form:visible")).to_have_count(1)
        expect(page.locator("main form:visible textarea")).to_have_value(words)
        expect(field).to_be_visible()
        alert = page.locator("main form [data-signed]")
        expect(alert).to_have_count(1)
        expect(alert).to_contain_text("You have been signed out")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator("main form [data-error]")).to_be_visible()
    with context.expect_page() as opening:
        alert.get_by_role("link", name="Sign in").click()
    other = opening.value
    other.locator("[name=login]").fill(_name_of(label))
    other.locator("[name=password]").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    expect(page.locator("html")).not_to_have_attribute("data-role", "visitor")
    expect(other).to_have_url(page.url)
    until_live(other)
    expect(alert).to_have_count(0)
    expect(page.locator("main form [data-error]")).to_have_count(0)
    expect(page.locator("main form:visible").filter(has=field)).to_have_count(1)
    expect(page.locator("main form:visible textarea")).to_have_value(words)
    page.get_by_role("button", name=button, exact=True).click()


def _name_of(label: str) -> str:
    return {"Your comment": "grace", "Text": "ada"}[label]


def test_who_loses_a_role_while_editing_loses_no_word(site: Site, somebody: Somebody) -> None:
    save_page(site, "Gill", "Once.")
    site.add("rosa", "editor")
    page = opened(plainly(somebody("rosa")), site, "/wiki/gill/~edit/")
    page.locator("#text").fill("Half a thou")
    site.command("user", "role", "rosa", "member")
    expect(page.locator("main form [data-signed]")).to_contain_text("Your role has changed")
    expect(page.locator("main form:visible")).to_have_count(1)
    expect(page.locator("#text")).to_have_value("Half a thou")


def test_words_are_not_sent_in_another_name_unseen(site: Site, somebody: Somebody) -> None:
    context = somebody("grace")
    page = commenting(context, site, "Rill")
    sign_out_elsewhere(context, site)
    visiting(page)
    sign_in(context, site, "ada")
    opened(context, site, "/wiki/")  # a window that has joined as her lets the others know
    expect(page.locator("main form [data-signed]")).to_contain_text("You are signed in as ada now")
    expect(page.get_by_label("Your comment")).to_have_value("Half a thou")


def test_who_is_online_again_is_not_called_offline(site: Site, somebody: Somebody) -> None:
    context = somebody("grace")
    page = commenting(context, site, "Sike")
    context.set_offline(True)
    expect(page.locator("#connection")).to_have_attribute("data-state", "offline")
    page.get_by_role("button", name="Comment", exact=True).click()
    error = page.locator("main form [data-error]")
    expect(error).to_contain_text("You are offline")
    context.set_offline(False)
    until_live(page)
    expect(error).to_have_count(0)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comment")).to_contain_text("Half a thou")


def test_a_link_that_is_followed_offline_leaves_the_page_open(site: Site, somebody: Somebody) -> None:
    context = somebody("grace")
    page = commenting(context, site, "Weirs")
    address = page.url
    context.set_offline(True)
    expect(page.locator("#connection")).to_have_attribute("data-state", "offline")
    with page.expect_event("dialog") as asking:
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("link", name="Wiki", exact=True).click()
    assert asking.value.message.startswith("You are offline.")
    expect(page).to_have_url(address)
    expect(page.get_by_label("Your comment")).to_have_value("Half a thou")
    context.set_offline(False)
    until_live(page)
    page.get_by_role("link", name="Wiki", exact=True).click()
    expect(page).to_have_title("Wiki · Courant")
