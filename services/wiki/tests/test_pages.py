"""Pages as visitors see them."""

import pytest
from courant_kit.live.audience import EDITORS_ONLY
from courant_wiki import contract

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def test_a_page_has_all_its_parts(wiki: Wiki) -> None:
    wiki.write("guide", "# Guide\n\nRead [[first steps]].\n\n## One\n\n### Inside\n\n## Two", title="Guide")
    wiki.write("guide/first-steps", "Go on.", title="First steps")
    page = wiki.page("guide")
    assert (page.status, page.title, page.canonical) == (200, "Guide", "/wiki/guide/")
    assert page.description.startswith("Guide Read first steps.")
    assert page.html.count("<h1") == 1
    assert '<a href="/wiki/guide/first-steps/" class="wikilink"' in page.html
    assert '<a href="#inside">Inside</a>' in page.html
    assert "Edited by ada" in page.html
    below = wiki.page("guide/first-steps")
    assert '<li><a href="/wiki/guide/">Guide</a></li>' in below.html
    assert "Pages that link here" in below.html


def test_names_of_fragments_in_a_page(wiki: Wiki) -> None:
    wiki.write("a")
    number = wiki.id("a")
    own = {f"wiki.{kind}-{number}" for kind in ("page", "backlinks", "threads", "tally")}
    assert set(wiki.page("a").fragments) == {"wiki.tree", *own}


def test_a_missing_page_offers_to_write_it(wiki: Wiki) -> None:
    page = wiki.page("not/there")
    assert page.status == 404
    assert page.noindex
    assert 'href="/wiki/not/there/~edit/" data-role="editor"' in page.html
    form = wiki.stage.page(contract.PAGE_EDIT, "editor", path="not/there")
    assert form.status == 200
    assert form.audience == EDITORS_ONLY
    assert 'value="There"' in form.html


def test_a_path_in_another_form_leads_to_the_page(wiki: Wiki) -> None:
    wiki.write("größe")
    page = wiki.page("Größe")
    assert (page.status, page.location) == (301, "/wiki/gr%C3%B6%C3%9Fe/")


@pytest.mark.parametrize("path", ["", "~edit", "a/../b", "x" * 10_000, "/".join("a" * 20)])
def test_what_is_no_path_is_no_page(wiki: Wiki, path: str) -> None:
    assert wiki.page(path).status == 404


def test_forms_are_for_those_who_may(wiki: Wiki) -> None:
    wiki.write("a")
    for procedure in (contract.PAGE_EDIT, contract.PAGE_ARRANGE):
        assert wiki.stage.page(procedure, "visitor", path="a").status == 403
    assert wiki.stage.page(contract.PAGE_NEW, "visitor").status == 403
    assert wiki.stage.page(contract.PAGE_ARRANGE, "member", path="a").status == 403
    assert wiki.stage.page(contract.PAGE_ARRANGE, "editor", path="a").status == 200


def test_the_form_begins_from_the_newest_revision(wiki: Wiki) -> None:
    wiki.write("a", "\n<script>one</script>")
    wiki.write("a", "\n<b>two</b> & more")
    form = wiki.stage.page(contract.PAGE_EDIT, "editor", path="a").html
    assert '<input type="hidden" name="base" value="2">' in form
    assert "\n&lt;b&gt;two&lt;/b&gt; &amp; more</textarea>" in form


def test_a_form_below_a_page_knows_where_it_stands(wiki: Wiki) -> None:
    assert 'name="path" value="a/b/"' in wiki.stage.page(contract.PAGE_NEW, "editor", path="a/b").html


def test_history_revisions_and_differences(wiki: Wiki) -> None:
    wiki.write("a", "one\ntwo")
    wiki.write("a", "one\nthree", summary="Better", by="bob")
    history = wiki.stage.page(contract.PAGE_HISTORY, path="a").html
    assert '<a href="/wiki/a/~history/?author=bob">bob</a> · Better' in history
    assert 'href="/wiki/a/~diff/1/2/"' in history
    old = wiki.stage.page(contract.PAGE_REVISION, path="a", number=1)
    assert (old.status, old.noindex) == (200, True)
    assert "<p>one\ntwo</p>" in old.html
    difference = wiki.stage.page(contract.PAGE_DIFF, path="a", old=1, new=2).html
    assert "<del>two</del>" in difference
    assert "<ins>three</ins>" in difference
    assert wiki.stage.page(contract.PAGE_DIFF, path="a", old=1, new=9).status == 404
    assert wiki.stage.page(contract.PAGE_REVISION, path="a", number=10**30).status == 404


def test_long_histories_have_pages(wiki: Wiki) -> None:
    for number in range(52):
        wiki.write("a", str(number))
    first = wiki.stage.page(contract.PAGE_HISTORY, path="a").html
    assert first.count('<li id="revision-') == 50
    assert 'href="/wiki/a/~history/before/3/"' in first
    assert wiki.stage.page(contract.PAGE_HISTORY, path="a", before=3).html.count('<li id="revision-') == 2
    recent = wiki.stage.page(contract.PAGE_RECENT).html
    assert recent.count('<li id="change-') == 50
    last = recent.split("/wiki/~recent/before/")[1].split("/")[0]
    assert wiki.stage.page(contract.PAGE_RECENT, before=last).html.count('<li id="change-') == 2


def test_the_start_shows_all_pages(wiki: Wiki) -> None:
    assert "No pages yet." in wiki.stage.page(contract.PAGE_INDEX).html
    wiki.write("a/b", title="Deep & <b>")
    html = wiki.stage.page(contract.PAGE_INDEX).html
    assert html.count('<a href="/wiki/a/b/">Deep &amp; &lt;b&gt;</a>') == 2


def test_feed_sitemap_and_front(wiki: Wiki) -> None:
    for path in ("b", "a", "c/d"):
        wiki.write(path, f"Text of [[{path}]]")
    wiki.as_editor(contract.DELETE_PAGE, path="b")
    feed = wiki.stage.call(contract.FEED)
    assert [item["path"] for item in feed["items"]] == ["/wiki/c/d/", "/wiki/a/"]
    sitemap = wiki.stage.call(contract.SITEMAP, limit=1)
    assert ([one["path"] for one in sitemap["entries"]], sitemap["more"]) == (["/wiki/a/"], True)
    rest = wiki.stage.call(contract.SITEMAP, after="/wiki/a/")
    assert ([one["path"] for one in rest["entries"]], rest["more"]) == (["/wiki/c/d/"], False)
    assert 'data-live="wiki.latest"' in wiki.stage.call(contract.FRONT)["html"]


@pytest.mark.parametrize("fragment", ["wiki.page-x", "wiki.page-99999999999999999999", "wiki.history-1/x", "wiki.page"])
def test_fragments_that_cannot_be_are_gone(wiki: Wiki, fragment: str) -> None:
    since = wiki.stage.module.contract.procedures["courant.wiki.live.since"]
    answer = wiki.stage.call(since, fragments={fragment: -1})
    assert answer["fragments"][0]["gone"]


def test_pages_whose_names_differ_in_signs_stay_apart(wiki: Wiki) -> None:
    for title in ("C", "C++", "C#"):
        wiki.stage.call(contract.SAVE_PAGE, "editor", "ada", title=title, text=f"About {title}.")
    wiki.write("start", "[[C]] [[C++]] [[C#]] [[C#Syntax]]")
    html = wiki.page("start").html.partition('class="prose"')[2]
    for address in ("c/", "c-plus-plus/", "c-sharp/", "c/#syntax"):
        assert f'href="/wiki/{address}" class="wikilink"' in html
