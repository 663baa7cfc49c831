"""What the wiki lists besides its pages: tags, wanted pages and orphans; and a page's own language."""

from collections.abc import Callable
from typing import Any

import pytest
from courant_kit.calls.errors import CourantError
from courant_kit.live.outbox import in_transaction
from courant_kit.wire.contract import Procedure
from courant_wiki import contract, listing
from courant_wiki.models import WikiPage

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db


def then_renewed(change: Callable[[], Any]) -> Callable[[], None]:
    """The change, and what happens a few seconds later."""

    def act() -> None:
        change()
        in_transaction(listing.renew_lists)

    return act


def shown(wiki: Wiki, procedure: Procedure, **fields: Any) -> str:
    return wiki.stage.page(procedure, **fields).html


def test_wanted_pages_name_those_that_link_to_them(wiki: Wiki) -> None:
    wiki.write("a", "[[Nobody]] [[/b/deep|words]]")
    wiki.write("c", "[[nobody]] [[a]]")
    html = shown(wiki, contract.PAGE_WANTED)
    assert html.index("/wiki/nobody/~edit/") < html.index("/wiki/b/deep/~edit/")
    assert 'named by <a href="/wiki/a/" dir="auto">A</a>, <a href="/wiki/c/" dir="auto">C</a>' in html
    assert "/wiki/a/~edit/" not in html
    wiki.converges(contract.PAGE_WANTED, then_renewed(lambda: wiki.write("nobody")))
    assert "/wiki/nobody/" not in shown(wiki, contract.PAGE_WANTED)
    wiki.converges(contract.PAGE_WANTED, then_renewed(lambda: wiki.as_editor(contract.DELETE_PAGE, path="nobody")))
    wiki.converges(contract.PAGE_WANTED, then_renewed(lambda: wiki.write("a", "none")))


def test_orphans_have_no_links_and_no_place_with_others(wiki: Wiki) -> None:
    for path in ("alone", "a", "a/below", "linked"):
        wiki.write(path, "[[alone]]" if path == "alone" else "[[linked]]")
    html = shown(wiki, contract.PAGE_ORPHANS)
    assert "/wiki/alone/" in html
    assert not any(f"/wiki/{path}/" in html for path in ("a", "a/below", "linked"))
    wiki.converges(contract.PAGE_ORPHANS, then_renewed(lambda: wiki.write("a", "[[alone]]")))
    assert "/wiki/alone/" not in shown(wiki, contract.PAGE_ORPHANS)


def test_pages_have_tags(wiki: Wiki) -> None:
    wiki.write("a", "words", tags="Garden tools, C++,  garden Tools")
    wiki.write("b", "words", tags=["c++"])
    assert ">garden Tools</a></li>" in wiki.page("a").html
    tags = shown(wiki, contract.PAGE_TAGS)
    assert 'href="/wiki/~tag/c-plus-plus/" dir="auto">C++</a> <span class="meta">2 pages</span>' in tags
    fields = {"tag": "c-plus-plus"}
    assert "/wiki/b/" in shown(wiki, contract.PAGE_TAG, **fields)
    wiki.converges(contract.PAGE_TAG, lambda: wiki.write("b", "words", tags=""), **fields)
    wiki.converges(contract.PAGE_TAG, lambda: wiki.write("a", "words", title="New"), **fields)
    wiki.converges(contract.PAGE_TAG, lambda: wiki.as_editor(contract.MOVE_PAGE, path="a", to="z"), **fields)
    assert "/wiki/z/" in shown(wiki, contract.PAGE_TAG, **fields)
    wiki.converges(contract.PAGE_TAGS, lambda: wiki.as_editor(contract.DELETE_PAGE, path="z"))
    assert wiki.stage.page(contract.PAGE_TAG, **fields).status == 404


def test_a_save_without_tags_leaves_them_and_other_tags_are_a_change(wiki: Wiki) -> None:
    wiki.write("a", "words", tags="one", language="de")
    wiki.write("a", "other words")
    assert WikiPage.objects.get(path="a").tag_names == "one"
    wiki.write("a", "other words", tags="two")
    found = WikiPage.objects.get(path="a")
    assert (found.tag_names, found.language, found.number) == ("two", "de", 3)
    assert wiki.write("a", "other words", tags="two")["notice"].startswith("Nothing to save")


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"tags": "x" * 51}, "tags"), ({"tags": "???"}, "tags"), ({"language": "<b>"}, "language")],
)  # fmt: skip
def test_tags_and_languages_are_checked(wiki: Wiki, fields: dict[str, str], field: str) -> None:
    with pytest.raises(CourantError) as caught:
        wiki.write("a", "words", **fields)
    assert caught.value.field == field


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("pt-BR", "ltr"), ("", "auto")])
def test_a_page_has_its_language_and_direction(wiki: Wiki, language: str, direction: str) -> None:
    wiki.write("a", "words", language=language)
    lang = f' lang="{language}"' if language else ""
    assert f'<div dir="{direction}"{lang}><div class="prose">' in wiki.page("a").html


def test_an_import_adds_tags(wiki: Wiki) -> None:
    wiki.take_in("a", "words", tags=["one"], language="fr")
    wiki.write("a", "words", tags="one, mine")
    wiki.take_in("a", "words", tags=["one", "two"], language="en")
    found = WikiPage.objects.get(path="a")
    assert (found.tag_names, found.language) == ("one, mine, two", "fr")


def test_a_conflict_keeps_tags(wiki: Wiki) -> None:
    wiki.write("a", "words", tags="old")
    wiki.write("a", "others")
    with pytest.raises(CourantError) as caught:
        wiki.write("a", "mine", base=1, tags="new", language="it")
    assert 'name="tags" value="new"' in caught.value.details["html"]
    assert 'name="language" value="it"' in caught.value.details["html"]


def test_a_new_page_starts_from_a_template(wiki: Wiki) -> None:
    wiki.write("templates/minutes", "## Decisions", title="Minutes", tags="meeting", language="de")
    form = wiki.as_editor(contract.PAGE_NEW, path="team")["html"]
    assert '<a href="/wiki/team/~new/from/templates/minutes/" dir="auto">Minutes</a>' in form
    form = wiki.as_editor(contract.PAGE_NEW, path="team", template="templates/minutes")["html"]
    assert "## Decisions</textarea>" in form
    assert 'name="tags" value="meeting"' in form
    assert 'name="path" value="team/"' in form
    assert "aria-current" in form
