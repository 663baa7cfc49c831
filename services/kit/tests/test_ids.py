"""Ids in what people write: one namespace, apart from the page's."""

import re
from collections import Counter

import pytest
from courant_kit.content.markdown import SHELL_IDS, Reserved, preview, remark, render

PAGE = Reserved("comments", r"comment-\d+(?:-.*)?")


def ids(html: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', html)


@pytest.mark.parametrize("name", [*sorted(SHELL_IDS), "comments"])
def test_no_text_has_an_id_of_its_page(name: str) -> None:
    html = render(f"# {name}\n\n<a id='{name}'>x</a>\n\n[up](#{name})", reserved=PAGE)
    assert ids(html) == [f"{name}-section", f"{name}-section-1"]
    assert f'<a href="#{name}-section" rel="noopener noreferrer">up</a>' in html


@pytest.mark.parametrize("name", ["comment-12", "comment-12-fn-1"])
def test_no_text_has_an_id_that_another_text_on_its_page_can_have(name: str) -> None:
    assert ids(render(f"# {name}", reserved=PAGE)) == [f"section-{name}"]


@pytest.mark.parametrize("name", ["tags", "title", "setup", "comment-of-the-week", "main-ideas"])
def test_other_ids_stay_so_that_links_from_elsewhere_arrive(name: str) -> None:
    html = render(f"# {name}\n\n[up](#{name})", reserved=PAGE)
    assert ids(html) == [name]
    assert html.count(f'href="#{name}"') == 2


def test_a_link_to_a_part_of_the_page_that_the_text_does_not_have_stays() -> None:
    assert 'href="#comments"' in render("See the [comments](#comments).", reserved=PAGE)


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n# A\n\n<a id='a'>x</a><a id='a-1'>y</a>",
        "x[^1]\n\n[^1]: one\n[^1]: two\n\n# fn 1\n\n# fnref 1",
        "# !!!\n\n# ***\n\n# Section\n\n# ？",
        "<a id=''>x</a><a id=''>y</a>",
    ],
)
def test_each_id_occurs_once_and_none_is_empty(text: str) -> None:
    found = Counter(ids(render(text)))
    assert max(found.values()) == 1
    assert "" not in found


def test_the_link_beside_a_heading_of_signs_leads_to_it() -> None:
    assert '<h1 id="section">!!!<a href="#section"' in render("# !!!")


def test_ids_in_other_scripts_are_followed() -> None:
    html = render("# Größe\n\n<a id='größe'>x</a>\n\n[g](#größe)", prefix="p-")
    assert ids(html) == ["p-größe", "p-größe-1"]
    assert '<a href="#p-größe" rel="noopener noreferrer">g</a>' in html


def test_words_that_look_like_an_id_are_no_id() -> None:
    assert ' id="main" &lt;p id="main"&gt;' in render('an id="main" `<p id="main">`').replace("<code>", "")


def test_a_preview_has_no_id_of_a_field() -> None:
    html = preview("# Title\n\n[up](#title) <svg></svg>").html
    assert ids(html) == ["preview--title"]
    assert html.count('href="#preview--title"') == 2
    assert html.startswith('<div class="notice" data-tone="warn">')


def test_comments_have_no_ids_but_with_a_prefix() -> None:
    text = "x[^1]\n\n[^1]: y"
    assert ids(remark(text)) == []
    assert 'href="#fn' not in remark(text)
    own = remark(text, "comment-3-")
    assert ids(own) == ["comment-3-fnref-1", "comment-3-fn-1"]
    assert re.findall(r'href="#([^"]*)"', own) == ["comment-3-fn-1", "comment-3-fnref-1"]


def test_a_number_does_not_make_an_id_of_the_page() -> None:
    assert ids(render("## comment\n\n## comment", reserved=PAGE)) == ["comment", "section-comment-1"]
