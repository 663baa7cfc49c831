"""Django's admin, mounted for administrators: its own look and code, its forms and its popups, without a reload."""

from playwright.sync_api import expect

from tests.compat.windows import watched
from tests.fixtures import Somebody
from tests.readers import Reader
from tests.site import PASSWORD, Site


def test_only_administrators_get_in_and_only_they_see_the_entry(site: Site, somebody: Somebody) -> None:
    with Reader(site) as visitor:
        assert visitor.http.get("/data/").headers["location"] == "/accounts/login/?next=%2Fdata%2F"
    with Reader(site).sign_in("ada") as ada:
        answer = ada.http.get("/data/login/")
        assert (answer.status_code, "Your role does not allow this." in answer.text) == (403, True)
    page = watched(somebody("ada"), site, "/wiki/").page
    expect(page.get_by_role("link", name="Plain", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Data", exact=True)).to_be_hidden()


def test_who_signs_in_on_the_way_arrives(site: Site, somebody: Somebody) -> None:
    page = somebody("").new_page()
    page.goto(f"{site.url}/data/auth/group/")
    page.get_by_label("Name or e-mail").fill("admin")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Select group to change")).to_be_visible()


def test_a_group_is_made_and_its_form_is_as_django_made_it(site: Site, somebody: Somebody) -> None:
    window = watched(somebody("admin"), site, "/wiki/")
    page = window.page
    window.go("Data", "/data/")
    for name in ("Groups", "Add group"):
        page.locator("#content").get_by_role("link", name=name, exact=True).click()
    # Django's script makes two lists of one; it waits for the event of a page that has loaded.
    expect(page.locator("#id_permissions_to")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errornote")).to_have_text("Please correct the error below.")
    page.get_by_label("Name:").fill("Gardeners")
    page.locator("#id_permissions_from").select_option(index=0)
    page.locator("#id_permissions_add_link, #id_permissions_add").first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
    expect(page.locator("#notices .notice")).to_have_count(0)  # the admin's own page has said it
    window.go("Wiki", "/wiki/")
    expect(page.locator("link[data-app], script[data-app]")).to_have_count(0)
    assert (window.loads, window.errors) == ([], [])


def test_its_look_stays_in_its_page(site: Site, somebody: Somebody) -> None:
    page = watched(somebody("admin"), site, "/wiki/").page

    def look() -> object:
        return page.evaluate(
            "(b => [b.color, b.fontFamily, b.fontSize])(getComputedStyle(document.querySelector('.brand')))"
        )

    before = look()
    page.get_by_role("link", name="Data", exact=True).click()
    header = page.locator("#header")
    expect(header).to_have_css("background-color", "rgb(65, 118, 144)")
    assert look() == before
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(page.locator("courant-body")).to_have_css("background-color", "rgb(18, 18, 18)")


def test_a_popup_hands_what_it_made_to_the_form(site: Site, somebody: Somebody, theirs: object) -> None:
    window = watched(somebody("admin"), site, "/data/")
    page = window.page
    for name in ("Tickets", "Add Ticket"):
        page.locator("#content").get_by_role("link", name=name, exact=True).click()
    for round_ in ("first", "second"):
        expect(page).to_have_url(f"{site.url}/data/helpdesk/ticket/add/")
        expect(page.locator("courant-app:not([aria-busy])")).to_be_visible()
        with page.expect_popup() as opened:
            page.locator("#add_id_queue").click()
        popup = opened.value
        popup.locator("#id_title").press_sequentially(f"The {round_}")
        expect(popup.locator("#id_slug")).to_have_value(f"the-{round_}")
        with popup.expect_event("close"):
            popup.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator("#id_queue option:checked")).to_have_text(f"The {round_}")
        assert len(page.context.pages) == 1  # a page that comes again opens one popup, not two
        window.go("Data", "/data/")
        for name in ("Tickets", "Add Ticket"):
            page.locator("#content").get_by_role("link", name=name, exact=True).click()
        expect(page.locator("#id_queue option", has_text=f"The {round_}")).to_have_count(1)
    assert (window.loads, window.errors) == ([], [])
