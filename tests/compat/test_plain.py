"""A small app, over HTTP alone and in windows: what surrounds its pages, and what its answers may do."""

import httpx
import pytest
from playwright.sync_api import expect

from tests.compat.windows import watched
from tests.fixtures import Somebody
from tests.readers import Reader
from tests.site import Site


def get(site: Site, path: str, **headers: str) -> httpx.Response:
    return httpx.get(site.url + path, headers=headers, timeout=20)


def test_words_without_a_document_are_a_page_in_the_shell(site: Site) -> None:
    answer = get(site, "/plain/")
    assert answer.status_code == 200
    assert "<title>Plain · Courant</title>" in answer.text
    assert 'aria-label="Main"' in answer.text
    assert "Hello, world." in answer.text
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "script-src 'self';" in answer.headers["content-security-policy"]


def test_the_head_of_a_page_is_that_of_get(site: Site) -> None:
    plain, head = get(site, "/plain/form/"), httpx.head(f"{site.url}/plain/form/", timeout=20)
    assert head.status_code == 200
    assert not head.content
    assert head.headers["content-type"] == plain.headers["content-type"]


def test_a_missing_slash_is_added(site: Site) -> None:
    assert get(site, "/plain").headers["location"] == "/plain/"
    assert get(site, "/plain/form").headers["location"] == "/plain/form/"


@pytest.mark.parametrize(("path", "status", "words"), [
    ("/plain/missing/", 404, "There is no such page"),
    ("/plain/nowhere/", 404, "There is no such page"),
    ("/plain/refused/", 403, "Not for you"),
    ("/plain/broken/", 500, "The fault is ours"),
])  # fmt: skip
def test_errors_are_said_in_the_shell_to_the_person_who_is_signed_in(
    site: Site, path: str, status: int, words: str
) -> None:
    with Reader(site).sign_in("grace") as grace:
        answer = grace.http.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "Signed in as <strong>grace</strong>" in answer.text


def test_a_document_of_its_own_gets_the_shell_and_runs_nothing_that_is_not_allowed(site: Site) -> None:
    page = get(site, "/plain/own/").text
    assert "<title>Of its own · Courant</title>" in page
    assert page.count("<body") == 1
    assert '<courant-body class="wide">' in page
    assert "R&amp;D" in page
    assert "2 &lt; 3" in page
    assert "dataset.harmed" not in page
    assert "rgb(1, 2, 3)" not in page


def test_a_part_for_the_apps_own_code_stays_as_it_is(site: Site) -> None:
    assert get(site, "/plain/", **{"Sec-Fetch-Dest": "empty"}).text == "Hello, world."


def test_what_people_upload_does_not_run(site: Site) -> None:
    assert "sandbox" in get(site, "/plain/drawing.svg").headers["content-security-policy"]
    uploaded = get(site, "/plain/uploaded.html").headers
    assert uploaded["content-type"] == "application/octet-stream"
    assert uploaded["content-disposition"].startswith("attachment")


def test_a_file_is_a_file(site: Site) -> None:
    answer = get(site, "/plain/table.csv")
    assert answer.text == "a,b\n"
    assert answer.headers["content-disposition"] == 'attachment; filename="t.csv"'


def test_a_form_needs_its_token_and_a_page_of_this_site(site: Site) -> None:
    with Reader(site) as somebody:
        assert somebody.http.post("/plain/form/", data={"name": "Ada"}).status_code == 403
        token = somebody.http.get("/plain/form/").text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        fields = {"name": "Ada", "csrfmiddlewaretoken": token}
        elsewhere = {"Origin": "https://elsewhere.example"}
        assert somebody.http.post("/plain/form/", data=fields, headers=elsewhere).status_code == 403
        assert somebody.http.post("/plain/form/", data=fields).headers["location"] == "/plain/away/"
        assert "Ada has been kept." in somebody.http.get("/plain/away/").text


def test_what_is_too_large_is_said(site: Site) -> None:
    with Reader(site) as somebody:
        answer = somebody.http.post("/plain/form/", data={"name": "x" * 8_000_000})
    assert (answer.status_code, "Too large" in answer.text) == (413, True)


def test_who_is_signed_in_is_djangos_user_and_others_sign_in_first(site: Site) -> None:
    assert get(site, "/plain/members/").headers["location"] == "/accounts/login/?next=/plain/members/"
    for name, words in (
        ("grace", "grace, members, False, False"),
        ("ada", "ada, editors, True, False"),
        ("admin", "admin, administrators, True, True"),
    ):
        with Reader(site).sign_in(name) as reader:
            assert words in reader.http.get("/plain/members/").text


def test_the_app_of_the_how_to_works(site: Site, somebody: Somebody) -> None:
    window = watched(somebody(""), site, "/wiki/")
    page = window.page
    window.go("Polls", "/polls/")
    page.get_by_label("Place").fill("He")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("alert")).to_have_text("Please say a little more.")
    page.get_by_label("Place").fill("Here")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator("#notices")).to_have_text("Here it is.")
    assert window.loads == []


def test_a_window_sends_a_form_and_stays(site: Site, somebody: Somebody) -> None:
    window = watched(somebody(""), site, "/wiki/")
    page = window.page
    window.go("Plain", "/plain/")
    expect(page.locator("main")).to_have_text("Hello, world.")
    page.evaluate("document.querySelector('.brand').href = '/plain/form/'")
    page.locator(".brand").click()
    page.get_by_label("Name").fill("A")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert")).to_have_text("A name has three letters at least.")
    page.get_by_label("Name").fill("Ada")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#notices .notice[data-tone=good]")).to_have_text("Ada has been kept.")
    expect(page).to_have_title("Kept · Courant")
    expect(page.locator("#announce")).to_have_text("Kept")
    expect(page.get_by_role("heading", name="Kept")).to_be_focused()
    page.go_back()
    expect(page).to_have_title("A form · Courant")
    expect(page.locator("#notices .notice")).to_have_count(0)
    page.get_by_role("link", name="Nowhere").click()
    page.get_by_role("link", name="Missing").click()
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()
    page.go_back()
    with page.expect_download() as saved:
        page.get_by_role("link", name="The table").click()
    assert saved.value.suggested_filename == "t.csv"
    assert [load for load in window.loads if not load.endswith("table.csv")] == []
