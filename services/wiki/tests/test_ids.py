"""Headings named like the parts of a page: each id occurs once on every page of the wiki."""

import re
from collections import Counter
from pathlib import Path

import courant_kit
import courant_wiki
import pytest
from courant_kit.content.markdown import SHELL_IDS
from courant_wiki import contract
from courant_wiki.addresses import links

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db
_ID = re.compile(r'\sid="([^"]*)"')
_TEMPLATES = [Path(package.__file__ or "").parent / "templates" for package in (courant_wiki, courant_kit)]
NAMES = sorted(
    {re.sub(r"{{.*?}}", "1", name) for folder in _TEMPLATES for one in folder.rglob("*.html")
     for name in re.findall(r'\bid="((?:[^"{]|{{.*?}})*)"', one.read_text())} | SHELL_IDS
)  # fmt: skip
TEXT = "\n\n".join(f"## {name}\n\n<a id='{name}'>x</a> [up](#{name})" for name in NAMES) + "\n\nx[^1]\n\n[^1]: y\n"


def doubled(html: str) -> set[str]:
    """The ids that occur more than once, or are the shell's."""
    counts = Counter(_ID.findall(html))
    return {name for name, count in counts.items() if count > 1 or not name} | (SHELL_IDS & counts.keys())


def test_every_page_with_headings_of_all_its_ids(wiki: Wiki) -> None:
    assert {"title", "path", "summary", "theirs", "account"} <= set(NAMES)
    wiki.write("a", TEXT)
    wiki.write("a", TEXT + "more")
    pages = [
        wiki.page("a"),
        wiki.stage.page(contract.PAGE_EDIT, "editor", path="a"),
        wiki.stage.page(contract.PAGE_REVISION, path="a", number=1),
        wiki.stage.page(contract.PAGE_DIFF, path="a", old=1, new=2),
        wiki.stage.page(contract.PAGE_DIFF, path="a", old=1, new=2, of="rendering"),
        wiki.stage.page(contract.PAGE_DIFF, path="a", old=1, new=2, of="rendering", view="side"),
        wiki.stage.page(contract.PAGE_WRITTEN, path="a"),
        wiki.stage.page(contract.PAGE_HISTORY, path="a"),
        wiki.stage.page(contract.PAGE_ARRANGE, "editor", path="a"),
    ]
    for page in pages:
        assert doubled(page.html) == set()
    preview = wiki.stage.call(contract.PREVIEW_PAGE, "editor", "ada", path="", title="A", text=TEXT)["html"]
    assert doubled(wiki.stage.page(contract.PAGE_NEW, "editor").html + preview) == set()


def test_the_ids_around_a_text_are_reserved(wiki: Wiki) -> None:
    wiki.write("a", "No headings")
    assert [name for name in _ID.findall(wiki.page("a").html) if name not in links.PAGE_IDS] == []


@pytest.mark.parametrize(
    "heading", ["Main", "Überblick: eins", "हिन्दी भाषा", "ภาษาไทย ก็", "اللُّغَة", "snake_case", "İstanbul", "a‿b"]
)
def test_a_wikilink_to_a_heading_arrives_in_every_script(wiki: Wiki, heading: str) -> None:
    wiki.write("there", f"## {heading}\n\nWords")
    wiki.write("here", f"[[there#{heading}]]")
    (target,) = re.findall(r'href="/wiki/there/#([^"]+)"', wiki.page("here").html)
    assert target in _ID.findall(wiki.page("there").html)


def test_a_link_to_a_heading_named_like_a_part_of_the_page_arrives(wiki: Wiki) -> None:
    wiki.write("there", "## Account")
    wiki.write("here", "[a](../there/#account) [b](/wiki/there/#other) [c](/blog/#account)")
    html = wiki.page("here").html
    for address in ("/wiki/there/#account-section", "/wiki/there/#other", "/blog/#account"):
        assert f'href="{address}"' in html
    assert 'id="account-section"' in wiki.page("there").html


def test_the_contents_of_a_page_say_what_its_headings_say(wiki: Wiki) -> None:
    wiki.write("a", "## Sources[^1]\n\n## Other *things*\n\n[^1]: Note")
    html = wiki.page("a").html
    assert '<li><a href="#sources">Sources</a></li>' in html
    assert '<li><a href="#other-things">Other things</a></li>' in html


def test_the_writer_is_told_what_is_not_shown(wiki: Wiki) -> None:
    saved = wiki.write("a", "<svg></svg> words")
    assert saved["notice"] == (
        "The page has been created. Pages here cannot have these elements, so they are not shown: <svg>."
    )


def test_the_id_of_a_page_in_the_feed_never_changes(wiki: Wiki) -> None:
    wiki.write("a", "Words")
    first = wiki.stage.call(contract.FEED)["items"][0]["id"]
    assert first.startswith("urn:uuid:")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="b")
    wiki.write("b", "More words", title="B")
    feed = wiki.stage.call(contract.FEED)
    assert [(one["id"], one["path"]) for one in feed["items"]] == [(first, "/wiki/b/")]
    assert feed["path"] == "/wiki/~recent/"
