"""Arabic and Hebrew run from the right: in posts, pages, comments, lists and the fields they are written in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.site import Site
from tests.windows import opened, text_of

Somebody = Callable[[str], BrowserContext]

ARABIC = "> مقتبس\n\nنص عربي.\n\n- بند\n\nAn English paragraph.\n\n```\nx = 1\n```"
HEBREW = "כותרת"
DIRECTION = "(element) => getComputedStyle(element).direction"


def direction(found: Locator) -> str:
    """The direction in which an element's text runs."""
    return str(found.first.evaluate(DIRECTION))


@pytest.fixture(scope="module")
def paths(site: Site) -> tuple[str, str]:
    """A post and a page, with a comment on the post."""
    with site.operator() as operator:
        post = operator.call("courant.blog.post.save", title=HEBREW, text=ARABIC, published=True)
        page = operator.call("courant.wiki.page.save", path="rtl", title=HEBREW, text=ARABIC)
        operator.call("courant.blog.comment.add", post=post["id"], text=ARABIC)
    return post["path"], page["location"]


@pytest.mark.parametrize("which", [0, 1])
def test_what_people_write_runs_in_its_own_direction(
    site: Site, somebody: Somebody, paths: tuple[str, str], which: int
) -> None:
    window = opened(somebody("ada"), site, paths[which])
    for selector in ("main h1", ".prose", ".prose blockquote", ".prose ul"):
        assert direction(window.locator(selector)) == "rtl", selector
    assert direction(window.locator(".prose pre")) == "ltr"
    assert direction(window.locator("body")) == "ltr"
    quote = window.locator(".prose blockquote").first
    assert quote.evaluate("(one) => getComputedStyle(one).borderRightWidth") == "3px"
    assert quote.evaluate("(one) => getComputedStyle(one).borderLeftWidth") == "0px"
    english = window.locator(".prose > p", has_text="English").first
    assert english.evaluate("(one) => getComputedStyle(one).unicodeBidi") == "plaintext"


def test_comments_lists_and_fields(site: Site, somebody: Somebody, paths: tuple[str, str]) -> None:
    window = opened(somebody("ada"), site, paths[0])
    assert direction(window.locator(".comment .prose")) == "rtl"
    field = window.get_by_label("Your comment")
    assert direction(field) == "ltr"
    field.fill("تعليق")
    assert direction(field) == "rtl"
    field.fill("")
    window.goto(f"{site.url}/blog/")
    assert direction(window.locator(".posts h2", has_text=HEBREW)) == "rtl"
    window.goto(f"{site.url}{paths[1]}~edit/")
    assert direction(window.get_by_label("Title", exact=True)) == "rtl"
    lines = text_of(window).locator(".cm-line")
    assert direction(lines.filter(has_text="نص عربي")) == "rtl"
    assert direction(lines.filter(has_text="English")) == "ltr"
    expect(window.locator("[data-preview-here]")).to_have_css("direction", "rtl")


def test_lists_and_quotations_in_a_text_of_another_direction_have_their_sides(site: Site, somebody: Somebody) -> None:
    text = f"English.\n\n- one\n\n***\n\n- {HEBREW}\n\n> {HEBREW}\n\n| {HEBREW} | b |\n|---|---|\n| a | b |"
    with site.operator() as operator:
        post = operator.call("courant.blog.post.save", title="Mixed", text=text, published=True)
    window = opened(somebody(""), site, post["path"])
    assert [direction(one) for one in window.locator(".prose ul").all()] == ["ltr", "rtl"]
    assert direction(window.locator(".prose blockquote")) == "rtl"
    assert direction(window.locator(".prose table")) == "rtl"
