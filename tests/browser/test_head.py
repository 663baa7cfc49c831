"""The head of the document is the same after a click as after a reload, on every kind of page."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.site import Site
from tests.windows import opened, until_live

Somebody = Callable[[str], BrowserContext]

HEAD = """() => [...document.head.querySelectorAll("title, meta, link:not([rel=stylesheet], [rel=modulepreload]), " +
    "script[type='application/ld+json']")]
  .map((one) => one.outerHTML)"""
VISIT = """(path) => {
  const link = Object.assign(document.createElement("a"), { href: path });
  document.querySelector("main").append(link);
  link.click();
}"""
PICTURE = "![Delta](/media/blog/delta.png)\n\nWhere it *ends*."


@pytest.fixture(scope="module")
def paths(site: Site) -> dict[str, str]:
    """The address of each kind of page."""
    with site.operator() as operator:
        saved = operator.call(
            "courant.blog.post.save", title='Deltas & "more"', text=PICTURE, tags=["Silt"], section="water",
            published=True, authors="Grace Hopper, Ada Lovelace",
        )  # fmt: skip
        page = operator.call("courant.wiki.page.save", title="Größe", text="How large.")
    return {
        "front": "/", "posts": "/blog/", "post": saved["path"], "tag": "/blog/tag/silt/", "tags": "/blog/tags/",
        "section": "/blog/section/water/", "wiki": "/wiki/", "page": page["location"], "recent": "/wiki/~recent/",
        "history": f"{page['location']}~history/", "edit": f"{page['location']}~edit/", "missing": "/wiki/nowhere/",
    }  # fmt: skip


#: Resolves when the head describes the page that is shown.
DESCRIBED = """async () => {
    const described = () => document.querySelector("meta[property='og:title']").content;
    while (described() !== document.title.replace(/ · Courant$/, "")) await new Promise(requestAnimationFrame);
}"""
KINDS = ["front", "posts", "post", "tag", "tags", "section", "wiki", "page", "recent", "history", "edit", "missing"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_head_after_a_click_is_the_head_after_a_reload(
    site: Site, somebody: Somebody, paths: dict[str, str], kind: str
) -> None:
    window = opened(somebody(""), site, paths["page" if kind == "post" else "post"])
    window.evaluate("window.same = true")
    window.evaluate(VISIT, paths[kind])
    expect(window).to_have_url(site.url + paths[kind])
    window.evaluate(DESCRIBED)
    clicked = window.evaluate(HEAD)
    assert window.evaluate("window.same")
    window.reload()
    assert clicked == window.evaluate(HEAD)
    assert said(window, "description")


def test_what_the_head_of_a_post_says(site: Site, somebody: Somebody, paths: dict[str, str]) -> None:
    window = opened(somebody(""), site, paths["post"])
    assert said(window, "description") == said(window, "og:description") == "Where it ends."
    assert said(window, "og:type") == "article"
    assert said(window, "og:image") == f"{site.url}/media/blog/delta.png"
    assert said(window, "og:url") == site.url + paths["post"]
    assert said(window, "article:published_time").startswith("20")
    assert said(window, "author") == "Grace Hopper, Ada Lovelace"
    window.goto(site.url + "/blog/")
    assert said(window, "og:type") == "website"
    assert window.locator('meta[property="article:published_time"]').count() == 0


def test_search_engines_are_told_what_a_page_is_and_where(
    site: Site, somebody: Somebody, paths: dict[str, str]
) -> None:
    window = opened(somebody(""), site, paths["page"])
    told = json.loads(window.locator("script[type='application/ld+json']").text_content() or "")
    article, trail = told["@graph"]
    assert (article["@type"], article["headline"], article["url"]) == ("Article", "Größe", site.url + paths["page"])
    assert [(one["name"], one["item"]) for one in trail["itemListElement"]] == [
        ("Wiki", f"{site.url}/wiki/"), ("Größe", site.url + paths["page"]),
    ]  # fmt: skip


def test_the_head_follows_a_page_that_is_renamed(site: Site, somebody: Somebody) -> None:
    with site.operator() as operator:
        operator.call("courant.wiki.page.save", title="Meander", text="It bends.")
        window = opened(somebody(""), site, "/wiki/meander/")
        until_live(window)
        operator.call("courant.wiki.page.save", path="meander", title="Oxbow", text="It is cut off.", base=1)
    expect(window).to_have_title("Oxbow · Courant")
    expect(window.locator('meta[property="og:title"]')).to_have_attribute("content", "Oxbow")


def said(window: Page, name: str) -> str:
    """The content of an element of the head."""
    return window.locator(f'meta[name="{name}"], meta[property="{name}"]').get_attribute("content") or ""
