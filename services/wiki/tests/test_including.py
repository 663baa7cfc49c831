"""Pages show other pages in them, and follow them."""

from functools import partial

import pytest
from courant_wiki import contract, render

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def shown(wiki: Wiki, path: str = "a") -> str:
    return wiki.page(path).html.partition('class="prose"')[2].partition("</article>")[0]


def test_a_page_shows_another_in_it_with_its_own_links(wiki: Wiki) -> None:
    wiki.write("b/c", "Words of C, [d](../d/).\n\n# Part\n\nMore.")
    wiki.write("a", "Before.\n\n![[b/c]]\n\n# Part\n\nAfter, `![[b/c]]` and ![[b/c]] in a line.")
    html = shown(wiki)
    assert html.index("Before.") < html.index("Words of C") < html.index("After")
    assert 'href="/wiki/b/d/"' in html
    assert '<h3 id="in-1--part">' in html
    assert '<h2 id="part">' in html
    assert "<code>![[b/c]]</code>" in html
    assert html.count("Words of C") == 1


def test_a_section_is_shown_alone(wiki: Wiki) -> None:
    wiki.write("b", "Top.\n\n## One\n\nFirst.\n\n### Deep\n\nDeeper.\n\n## Two\n\nSecond.")
    wiki.write("a", "![[b#One]]\n\n![[b#Nothing]]")
    html = shown(wiki)
    assert "First." in html
    assert "Deeper." in html
    assert "Top." not in html
    assert "Second." not in html
    assert 'href="/wiki/b/#nothing"' in html


def test_a_page_follows_what_it_includes_at_any_depth(wiki: Wiki) -> None:
    wiki.write("c", "first")
    wiki.write("b", "![[c]]")
    wiki.write("a", "![[b]]")
    assert "first" in shown(wiki)
    wiki.converges(contract.PAGE_SHOW, lambda: wiki.write("c", "second"), path="a")
    assert "second" in shown(wiki)
    wiki.converges(contract.PAGE_SHOW, lambda: wiki.as_editor(contract.MOVE_PAGE, path="c", to="x/d"), path="a")
    assert "second" in shown(wiki)
    wiki.converges(contract.PAGE_SHOW, lambda: wiki.as_editor(contract.DELETE_PAGE, path="x/d"), path="a")
    assert "second" not in shown(wiki)
    wiki.converges(contract.PAGE_SHOW, lambda: wiki.as_editor(contract.RESTORE_PAGE, path="x/d"), path="a")


def test_circles_end(wiki: Wiki) -> None:
    wiki.write("a", "![[b]]")
    wiki.write("b", "![[a]]")
    assert "“A” includes itself here." in shown(wiki)
    wiki.write("a", "![[a]]")
    assert "includes itself" in shown(wiki)


def test_what_is_included_is_bounded(wiki: Wiki) -> None:
    wiki.write("leaf", "leaf-words")
    for number in range(3):
        wiki.write(f"n{number}", "![[leaf]]\n\n" * 20)
    wiki.write("a", "".join(f"![[n{number}]]\n\n" for number in range(3)))
    assert 20 < shown(wiki).count("leaf-words") < 30


def test_what_is_included_is_no_longer_than_a_page(wiki: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_Room", partial(render._Room, letters=25))
    wiki.write("leaf", "leaf-words")
    wiki.write("a", "![[leaf]]\n\n" * 3)
    assert shown(wiki).count("leaf-words") == 2
    assert shown(wiki).count('class="wikilink"') == 1


def test_no_html_is_included_by_marks(wiki: Wiki) -> None:
    wiki.write("a", "<p>\ufdd40\ufdd4</p>\n\n![[nobody]]\n\n[[\ufdd3a]]")
    assert "<p>0</p>" in shown(wiki)
    assert 'class="wikilink missing"' in shown(wiki)
