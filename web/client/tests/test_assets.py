"""Scripts and styles of modules: when they load, what a script receives, and what happens if one fails."""

import pytest
from conftest import Site, Window
from playwright.sync_api import expect

SCRIPT, STYLE = "/assets/blog/1f/mark.js", "/assets/blog/1f/mark.css"
ELEMENT = """export default ({ call, subscribe, notify }) =>
    customElements.define("x-mark", class extends HTMLElement {
        async connectedCallback() {
            await subscribe("courant.blog.mark.changed", ({ text }) => { this.textContent = text }).confirmed;
            this.textContent = await call("courant.blog.mark.get", {});
            notify("Marked.");
        }
    });"""


@pytest.fixture(autouse=True)
def page(site: Site) -> None:
    """The page that everything begins on."""
    site.pages["/blog/"] = "<h1>Blog</h1>"


def edit(window: Window, **named: list[str]) -> None:
    """Open the page of a post by a click; it names these files."""
    window.open()
    window.run(
        """(fake.procedures["courant.blog.page.post"] = () => fake.page("<h1>Edit</h1><x-mark></x-mark>", values[0]),
        fake.procedures["courant.blog.page.index"] = () => fake.page("<h1>Blog</h1>"),
        fake.procedures["courant.blog.mark.get"] = () => "first",
        document.querySelector("main").append(
            Object.assign(document.createElement("a"), { id: "go", href: "/blog/e/", textContent: "Go" })))""",
        named,
    )
    window.page.click("#go")
    expect(window.page.locator("main h1")).to_have_text("Edit")


def again(window: Window) -> None:
    """Go back, and to the page of the post once more."""
    window.page.go_back()
    expect(window.page.locator("main h1")).to_have_text("Blog")
    window.page.go_forward()
    expect(window.page.locator("main h1")).to_have_text("Edit")


def test_a_script_is_loaded_once_when_needed(window: Window, site: Site) -> None:
    """It receives the functions it needs to call its module, and nothing else."""
    site.files[SCRIPT] = """window.loads = (window.loads ?? 0) + 1;
        export default (given) => { window.got = [Object.keys(given).sort().join(), Object.isFrozen(given)] }"""
    edit(window, scripts=[SCRIPT, "https://example.org/evil.js", "//example.org/evil.js", "/static/client.js"])
    window.until("window.got")
    assert window.run("window.got") == ["call,notify,subscribe,visit", True]
    again(window)
    assert window.run("window.loads") == 1


def test_an_element_calls_listens_and_speaks(window: Window, site: Site) -> None:
    """It shows what the module answers, and then what the module publishes."""
    site.files[SCRIPT] = ELEMENT
    edit(window, scripts=[SCRIPT])
    expect(window.page.locator("#notices .notice[data-tone=good]")).to_contain_text("Marked.")
    expect(window.page.locator("x-mark")).to_have_text("first")
    window.run("fake.publish('courant.blog.mark.changed', { text: 'second' })")
    expect(window.page.locator("x-mark")).to_have_text("second")


def test_a_style_is_loaded_once_and_stays(window: Window, site: Site) -> None:
    """Each file has one link in the head, whichever page needed it first."""
    site.files[STYLE] = "x-mark { color: rgb(1, 2, 3) }"
    edit(window, styles=[STYLE, "https://example.org/evil.css"])
    window.until("getComputedStyle(document.querySelector('x-mark')).color === 'rgb(1, 2, 3)'")
    again(window)
    hrefs = "[...document.querySelectorAll('link[rel=stylesheet]')].map((link) => link.getAttribute('href'))"
    assert window.run(hrefs) == [STYLE]


@pytest.mark.parametrize("text", ["throw new Error('Broken.')", "export default () => { throw new Error('Broken.') }"])
def test_a_script_that_throws_breaks_no_page(window: Window, site: Site, text: str) -> None:
    """The console says what happened."""
    site.files[SCRIPT] = text
    with window.page.expect_event("pageerror"):
        edit(window, scripts=[SCRIPT])
    again(window)
    assert window.same_document
    assert set(window.complaints) == {"Broken."}
    window.complaints.clear()


def test_a_script_that_is_not_there_breaks_no_page(window: Window, site: Site) -> None:
    """It is asked for again by the next page that needs it."""
    with window.page.expect_event("pageerror"):
        edit(window, scripts=[SCRIPT])
    assert window.complaints[0].startswith("Failed to fetch dynamically imported module")
    site.files[SCRIPT] = ELEMENT
    again(window)
    expect(window.page.locator("x-mark")).to_have_text("first")
    assert window.same_document
    window.complaints.clear()


def test_without_a_socket_a_module_that_is_back_has_its_files(window: Window, site: Site) -> None:
    """The page is then asked for over HTTP."""
    site.files[SCRIPT], site.files[STYLE] = "window.came = true", "x-mark { color: rgb(1, 2, 3) }"
    site.pages["/blog/"] = "<h1>Away</h1>"
    window.page.add_init_script("fake.refuse = true")
    window.open(joined=False)
    site.pages["/blog/"] = "<h1>Blog</h1><x-mark>x</x-mark>"
    site.shell["files"] = f'data-scripts="{SCRIPT}"'
    site.shell["styles"] = f'<link rel="stylesheet" href="{STYLE}">'
    window.page.wait_for_function("() => window.came", timeout=15_000)
    window.until("getComputedStyle(document.querySelector('x-mark')).color === 'rgb(1, 2, 3)'")
    assert window.same_document


@pytest.mark.parametrize(("role", "loads"), [("member", 1), ("visitor", 0)])
def test_a_script_for_writers_is_loaded_with_the_code_for_forms(
    window: Window, site: Site, role: str, loads: int
) -> None:
    """A visitor loads neither."""
    site.shell["role"] = role
    # A socket that joins as somebody else than the page was made for has the page fetched again.
    window.page.add_init_script(f"fake.identity.authrole = '{role}'")
    site.files[SCRIPT] = "window.loads = (window.loads ?? 0) + 1; export default () => undefined"
    site.files["/assets/blog/1f/always.js"] = "export default () => { window.always = true }"
    form = '<form data-call="courant.blog.comment.add" data-script="{}"></form>'
    site.pages["/blog/"] = f"<h1>Blog</h1>{form.format(SCRIPT)}{form.format('https://example.org/evil.js')}"
    edit(window, scripts=["/assets/blog/1f/always.js"])
    window.until("window.always")
    if loads:
        window.until("window.loads")
    assert window.run("window.loads ?? 0") == loads
