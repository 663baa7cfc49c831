"""Hostile texts in a real browser: every page displays them as text, and none of them runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from tests.browser.hostile import DANGERS, MARKDOWN, NAME, SWALLOWING, TAG, TEXT, TITLE, WATCH
from tests.site import Site
from tests.windows import opened, plainly, sign_in, until_live

pytestmark = pytest.mark.browser

SHOWN = TITLE.split()[0]


@dataclass
class Written:
    """Where the hostile texts are shown: to everybody, and to editors."""

    post: str
    public: list[str]
    staff: list[str]


@pytest.fixture(scope="module")
def written(site: Site) -> Written:
    """Hostile posts, comments, tags, drafts and wiki pages."""
    with site.operator() as operator:
        hostile = {"title": TITLE, "text": TEXT, "tags": [TAG], "summary": TITLE}
        post = operator.call("courant.blog.post.save", **hostile, published=True)
        tag = operator.call("courant.blog.page.tags")["html"].split('href="/blog/tag/')[1].split('"')[0]
        for text in (*MARKDOWN, SWALLOWING, TEXT):
            operator.call("courant.blog.comment.add", post=post["id"], text=text)
        operator.call("courant.blog.post.import", source="x", title=TITLE, text=TEXT, date="2026-01-02", authors=[NAME])
        draft = operator.call("courant.blog.post.save", **hostile)["id"]
        page = {"title": TITLE, "path": "hostile", "summary": TITLE}
        operator.call("courant.wiki.page.save", **page, text=TEXT)
        operator.call("courant.wiki.page.save", **page, text=f"{TITLE}\n\n{TEXT[::-1]}\n\n{TEXT}", base=1)
        operator.call("courant.wiki.page.import", path="hostile/below", title=TITLE, text="[[hostile]]", author=NAME)
    wiki = ("", "~history/", "~history/1/", "~diff/1/2/", "below/", "below/~history/")
    return Written(
        post["path"],
        ["/", "/blog/", "/blog/tags/", f"/blog/tag/{tag}", post["path"], "/wiki/", "/wiki/~recent/",
         *(f"/wiki/hostile/{one}" for one in wiki), f"/nothing/{quote(TITLE)}/",
         f"/accounts/login/?next={quote(TITLE)}"],
        ["/blog/drafts/", f"/blog/drafts/{draft}/", f"/blog/drafts/{draft}/edit/", f"{post['path']}edit/",
         "/wiki/~new/", "/wiki/hostile/~edit/", "/wiki/hostile/~arrange/", f"/accounts/people/?q={quote(TITLE)}"],
    )  # fmt: skip


Watched = Callable[..., tuple[BrowserContext, list[str]]]


@pytest.fixture
def watched(browser: Browser, site: Site) -> Iterator[Watched]:
    """A browser that notes every script that ran, dialog that opened, and breach of the content security policy."""
    contexts: list[BrowserContext] = []

    def watch(name: str = "", *, bypass_csp: bool = False) -> tuple[BrowserContext, list[str]]:
        context = browser.new_context(bypass_csp=bypass_csp)
        contexts.append(context)
        context.set_default_timeout(15_000)
        seen: list[str] = []
        context.expose_binding("seen", lambda _, what: seen.append(what))
        context.add_init_script(WATCH)
        context.on("dialog", noted(seen))
        context.on("console", lambda said: seen.append(said.text) if "Security Policy" in said.text else None)
        if name:
            sign_in(context, site, name)
        return context, seen

    yield watch
    for context in contexts:
        context.close()


def noted(seen: list[str]) -> Callable[[Dialog], None]:
    """Notes a dialog, and closes it."""

    def note(dialog: Dialog) -> None:
        seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    return note


def check(page: Page, seen: list[str]) -> None:
    """Nothing on the page could run anything, and nothing has."""
    assert page.evaluate(DANGERS) == [], page.url
    assert seen == [], page.url


def test_what_slips_through_is_noted(site: Site, watched: Watched) -> None:
    slip = "try { document.querySelector('main h1').setAttribute('onclick', 'pwned()') } catch {}"
    context, seen = watched()
    refused = f"new Promise((done) => {{ addEventListener('securitypolicyviolation', done); {slip} }}).then(() => 0)"
    opened(context, site, "/nothing/").evaluate(refused)
    assert "require-trusted-types-for" in "".join(seen)
    context, seen = watched(bypass_csp=True)
    page = opened(context, site, "/nothing/")
    page.evaluate(slip)
    assert page.evaluate(DANGERS) == ["h1 onclick=pwned()"]
    assert "a script ran" in seen


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["with the policy", "without the policy"])
def test_nothing_that_was_written_runs(site: Site, written: Written, watched: Watched, bypass_csp: bool) -> None:
    visitor, seen = watched(bypass_csp=bypass_csp)
    page = visitor.new_page()
    for path in written.public:
        page.goto(site.url + path)
        check(until_live(page), seen)
    page.goto(site.url + written.post)
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".comment")).to_have_count(len(MARKDOWN) + 2)
    assert "{{ 7|add:7 }}" in page.locator(".comment .prose").last.inner_text()


def test_nothing_that_was_written_runs_where_it_is_edited(site: Site, written: Written, watched: Watched) -> None:
    context, seen = watched("admin", bypass_csp=True)
    page = context.new_page()
    for path in written.staff:
        page.goto(site.url + path)
        check(until_live(page), seen)


def test_nothing_runs_that_arrives_while_a_page_is_open(site: Site, written: Written, watched: Watched) -> None:
    context, seen = watched(bypass_csp=True)
    windows = [
        opened(context, site, path) for path in ("/", "/blog/", "/wiki/~recent/", written.post, "/wiki/hostile/")
    ]
    with site.operator() as operator:
        post = operator.call("courant.blog.post.get", path=written.post)["id"]
        changed = operator.call("courant.blog.post.save", title=f"Again {TITLE}", text=f"{TEXT}\n\nAgain", id=post)
        operator.call("courant.blog.comment.add", post=changed["id"], text=f"Again {TEXT}")
        page = operator.call("courant.wiki.page.get", path="hostile")
        fields = {"title": f"Again {TITLE}", "text": f"{TEXT}\n\nAgain", "path": "hostile", "base": page["revision"]}
        operator.call("courant.wiki.page.save", **fields)
    for window in windows:
        expect(window.get_by_text("Again").first).to_be_visible()
        check(window, seen)


def test_a_conflict_and_a_preview_show_hostile_texts_as_texts(site: Site, written: Written, watched: Watched) -> None:
    context, seen = watched("admin", bypass_csp=True)
    for path, uri in (
        ("/wiki/hostile/~edit/", "courant.wiki.page.save"),
        (f"{written.post}edit/", "courant.blog.post.save"),
    ):
        page = opened(plainly(context), site, path)
        page.get_by_label("Title", exact=True).fill(f"Mine {TITLE}")
        page.locator("#text").fill(f"{TEXT}\n\nMine at the end")
        expect(page.locator(".preview")).to_contain_text("Mine at the end")
        check(page, seen)
        with site.operator() as operator:
            operator.call(uri, **theirs(operator.call, uri, written.post))
        page.get_by_role("button", name="Save").first.click()
        expect(page.get_by_role("alert").first).to_be_visible()
        check(page, seen)


def theirs(call: Callable[..., dict[str, str]], uri: str, post: str) -> dict[str, str]:
    """A save of the same thing by somebody else."""
    fields = {"title": f"Theirs {TITLE}", "text": f"{TEXT}\n\nTheirs"}
    if uri.startswith("courant.wiki"):
        return {**fields, "path": "hostile", "base": call("courant.wiki.page.get", path="hostile")["revision"]}
    return {**fields, "id": call("courant.blog.post.get", path=post)["id"]}


def test_a_form_without_javascript_shows_what_was_sent_as_a_text(site: Site, watched: Watched) -> None:
    context, seen = watched("ada", bypass_csp=True)
    page = opened(context, site, "/wiki/")
    page.evaluate(
        """([action, fields]) => {
          const form = Object.assign(document.createElement("form"), { action, method: "post" });
          for (const [name, value] of Object.entries(fields)) {
            const field = Object.assign(document.createElement("textarea"), { name, value });
            form.append(field);
          }
          document.body.append(form);
          form.submit();
        }""",
        [
            "/call/courant.wiki.page.save/",
            {"title": TITLE * 5, "text": TEXT, TITLE: TITLE, "summary": f"{TITLE}\n{TEXT}"},
        ],
    )
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Title").first).to_have_value(TITLE * 5)
    check(page, seen)


def test_a_notice_shows_a_hostile_title_as_a_text(site: Site, watched: Watched) -> None:
    with site.operator() as operator:
        draft = operator.call("courant.blog.post.save", title=TITLE, text=TEXT)["id"]
    context, seen = watched("ada", bypass_csp=True)
    page = opened(context, site, f"/blog/drafts/{draft}/")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#notices")).to_contain_text(SHOWN)
    check(page, seen)


def test_ordinary_pages_keep_to_the_policy(site: Site, watched: Watched) -> None:
    parts = (
        "# Rivers",
        "| a | b |\n|:-:|--:|\n| 1 | 2 |",
        "```python\nprint(1)\n```",
        "![a](/favicon.svg 'An icon')",
        "- [x] x",
    )
    text = "\n\n".join(parts)
    with site.operator() as operator:
        path = operator.call("courant.blog.post.save", title="Ordinary", text=text, tags="rivers", published=True)[
            "path"
        ]
        operator.call("courant.wiki.page.save", title="Ordinary", path="ordinary", text=text)
    context, seen = watched("admin")
    page = context.new_page()
    wiki = (f"/wiki/ordinary/{one}" for one in ("", "~edit/", "~history/"))
    account = (f"/accounts/{one}/" for one in ("people", "password/change", "logout"))
    for address in (path, f"{path}edit/", "/blog/new/", *wiki, *account, "/nothing/"):
        page.goto(site.url + address)
        until_live(page)
        assert seen == [], address
