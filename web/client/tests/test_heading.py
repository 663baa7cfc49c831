"""If a page is renamed while it is open, title, canonical address and address bar follow its heading."""

from typing import Any

import pytest
from conftest import Site, Window
from playwright.sync_api import BrowserContext, expect


def article(title: str, path: str) -> str:
    """The inside of a post's article."""
    return f'<header><h1 data-address="{path}">{title}</h1></header>'


LIST = """<h1>Blog</h1><a id="ours" href="/blog/old/">Old</a>
<article data-live="blog.post-2" data-version="1"><h1 data-address="/blog/other/">Other</h1></article>"""
POST = f"""<article data-live="blog.post-1" data-version="1">{article("Old", "/blog/old/")}</article>
<form data-call="courant.blog.comment.add" data-guard><textarea name="text"></textarea></form>
<a id="jump" href="#far">Jump</a><p id="far">Far</p>"""


@pytest.fixture
def post(window: Window, site: Site, context: BrowserContext) -> Window:
    """A post that was opened from the list."""
    site.pages = {"/blog/": LIST}
    context.add_init_script(f"""
        fake.procedures["courant.blog.page.index"] = () => fake.page(`{LIST}`, {{ title: "Blog" }});
        fake.procedures["courant.blog.page.post"] = ({{ slug }}) =>
          fake.page(slug === "old" ? `{POST}` : "<h1>Asked</h1>", {{ title: "Old", canonical: "/blog/old/" }});
    """)
    window.open().page.click("#ours")
    expect(window.page).to_have_title("Old · Courant")
    window.until("fake.sockets.at(-1).topics.has('courant.blog.live.post-1')")
    return window


def rename(window: Window, title: str, path: str, version: int = 2) -> None:
    """Somebody renames the post."""
    window.change(id="blog.post-1", version=version, html=article(title, path))
    expect(window.page.locator("main h1")).to_have_text(title)


def canonical(window: Window) -> Any:
    """The canonical address."""
    return window.page.locator("link[rel=canonical]")


def test_title_and_addresses_follow(post: Window, site: Site) -> None:
    """The document stays, and the site is told where the window is."""
    rename(post, "New & better", "/blog/new/")
    expect(post.page).to_have_title("New & better · Courant")
    expect(post.page).to_have_url(site.url + "/blog/new/")
    expect(canonical(post)).to_have_attribute("href", site.url + "/blog/new/")
    post.until("fake.asked('courant.core.presence.enter').at(-1).page === '/blog/new/'")
    assert post.same_document


def test_a_page_is_renamed_again(post: Window, site: Site) -> None:
    """Each time, and back."""
    rename(post, "New", "/blog/new/")
    rename(post, "Newer", "/blog/newer/", version=3)
    expect(post.page).to_have_url(site.url + "/blog/newer/")
    rename(post, "Old", "/blog/old/", version=4)
    expect(post.page).to_have_url(site.url + "/blog/old/")


def test_the_history_keeps_its_entries(post: Window, site: Site) -> None:
    """A jump within the renamed page asks for nothing; back leads to the page before."""
    rename(post, "New", "/blog/new/")
    post.page.click("#jump")
    expect(post.page).to_have_url(site.url + "/blog/new/#far")
    post.page.go_back()
    expect(post.page).to_have_url(site.url + "/blog/new/")
    expect(post.page.locator("main h1")).to_have_text("New")
    post.page.go_back()
    expect(post.page).to_have_url(site.url + "/blog/")
    expect(post.page).to_have_title("Blog · Courant")
    assert post.run("fake.asked('courant.blog.page.post').length") == 1


def test_half_written_words_stay(post: Window, site: Site) -> None:
    """Nobody is asked whether to leave, since nobody leaves the page."""
    post.page.fill("textarea", "half a thou")
    rename(post, "New", "/blog/new/")
    expect(post.page).to_have_url(site.url + "/blog/new/")
    expect(post.page.locator("textarea")).to_have_value("half a thou")


def test_the_heading_of_another_page_says_nothing_about_this_one(window: Window, site: Site) -> None:
    """A list that shows a post keeps its own title and address when that post is renamed."""
    site.pages = {"/blog/": LIST}
    window.open()
    window.until("fake.asked('courant.blog.live.since').length > 0")
    window.change(id="blog.post-2", version=2, html=article("Renamed", "/blog/renamed/"))
    expect(window.page.locator("article h1")).to_have_text("Renamed")
    expect(window.page).to_have_title("First · Courant")
    expect(window.page).to_have_url(site.url + "/blog/")


def test_a_query_stays_and_no_canonical_address_is_made_up(window: Window, site: Site) -> None:
    """As in a draft, which has none."""
    site.pages = {"/blog/old/": POST}
    window.open("/blog/old/?from=mail")
    window.until("fake.asked('courant.blog.live.since').length > 0")
    rename(window, "New", "/blog/new/")
    expect(window.page).to_have_url(site.url + "/blog/new/?from=mail")
    expect(window.page).to_have_title("New · Courant")
    expect(canonical(window)).to_have_count(0)
