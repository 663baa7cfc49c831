"""Headings keep their ids when their words change, and older links arrive."""

import re

import pytest
from courant_wiki import contract
from courant_wiki.models import WikiPage
from courant_wiki.reading import anchors
from courant_wiki.reading.anchors import Heading
from hypothesis import given
from hypothesis import strategies as st

from .staged_wiki import Wiki

TEXT = "## Setup\n\nInstall it.\n\n## Use\n\nRun it.\n"


def ids(html: str) -> dict[str, list[str]]:
    """Each heading of an article with the ids that lead to it, its own first."""
    found = re.findall(r'<h[2-6](?: class="content")? id="([^"]*)">((?:<span id="[^"]*"></span>)*)([^<]*)', html)
    return {words: [own, *re.findall(r'id="([^"]*)"', others)] for own, others, words in found}


@pytest.mark.django_db(transaction=True)
class TestAPage:
    def test_a_renamed_heading_keeps_its_id_and_has_the_new_one(self, wiki: Wiki) -> None:
        wiki.write("page", TEXT)
        wiki.write("page", TEXT.replace("Setup", "Installation"))
        html = wiki.page("page").html
        assert ids(html) == {"Installation": ["setup", "installation"], "Use": ["use"]}
        assert '<a href="#setup">Installation</a>' in html  # in the table of contents
        assert 'href="#setup" aria-label="Link to heading' in html

    def test_older_names_stay_over_many_renames_and_a_session(self, wiki: Wiki) -> None:
        wiki.write("page", TEXT)
        for words in ("Installing", "Getting it", "First steps"):
            wiki.write("page", TEXT.replace("Setup", words))
        assert ids(wiki.page("page").html)["First steps"] == ["setup", "installing", "getting-it", "first-steps"]

    def test_the_same_words_above_it_do_not_take_its_id(self, wiki: Wiki) -> None:
        wiki.write("page", "## Notes\n\nOld ones.\n\n## Use\n")
        wiki.write("page", "## Notes\n\nNew ones.\n\n## Notes\n\nOld ones.\n\n## Use\n")
        html = wiki.page("page").html
        assert html.index('id="notes-1"') < html.index('id="notes"')
        assert html.count('id="notes"') == 1

    def test_a_link_and_an_inclusion_by_the_old_name_arrive(self, wiki: Wiki) -> None:
        wiki.write("page", TEXT)
        wiki.write("other", "[[page#Setup]] and [[page#Installation]]\n\n![[page#Setup]]\n\n![[page#Installation]]\n")
        wiki.write("page", TEXT.replace("Setup", "Installation"))
        html = wiki.page("other").html
        assert 'href="/wiki/page/#setup"' in html
        assert 'href="/wiki/page/#installation"' in html
        assert html.count("Install it.") == 2

    def test_an_open_page_follows(self, wiki: Wiki) -> None:
        wiki.write("page", TEXT)
        wiki.converges(
            contract.PAGE_SHOW, lambda: wiki.write("page", TEXT.replace("Setup", "Installation")), path="page"
        )

    def test_a_page_that_never_changed_its_headings_stores_nothing(self, wiki: Wiki) -> None:
        wiki.write("page", TEXT)
        wiki.write("page", TEXT + "\n## More\n")
        wiki.write("page", "## More\n\n" + TEXT)
        assert WikiPage.objects.get().anchors == {}

    def test_a_text_without_headings(self, wiki: Wiki) -> None:
        wiki.write("page", "C# and [x](#y)")
        wiki.write("page", "Words.")
        wiki.write("page", TEXT)
        assert WikiPage.objects.get().anchors == {}

    def test_a_name_that_another_element_has_is_left_out(self, wiki: Wiki) -> None:
        wiki.write("page", TEXT)
        wiki.write("page", TEXT.replace("Setup", "Installation") + '\n<a id="setup"></a>\n')
        html = wiki.page("page").html
        assert ids(html)["Installation"] == ["installation"]
        assert html.count('id="setup"') == 1

    def test_going_back_finds_the_first_id(self, wiki: Wiki) -> None:
        wiki.write("page", TEXT)
        wiki.write("page", TEXT.replace("Setup", "Installation"))
        wiki.as_editor(contract.REVERT_PAGE, path="page", number=1)
        assert ids(wiki.page("page").html)["Setup"] == ["setup", "installation"]


def heading(words: str, below: str = "") -> Heading:
    return Heading(words.lower(), words, below)


def test_a_moved_section_and_a_new_one_in_its_place() -> None:
    before = [heading("One", "first words"), heading("Two", "second words")]
    after = [heading("Other", "quite different"), heading("Two", "second words"), heading("First", "first words")]
    assert anchors.carried({}, before, after) == {"first": ["one", "first"]}


def test_a_page_with_very_many_headings_has_those_that_markdown_makes() -> None:
    many = [heading(str(number)) for number in range(anchors.MOST + 1)]
    assert anchors.carried({"0": ["zero", "0"]}, many, many) == {}


WORDS = st.lists(st.sampled_from(["A", "B", "C", "D", "E"]), max_size=6)


@given(st.lists(WORDS, min_size=2, max_size=5))
def test_no_name_leads_to_two_headings(texts: list[list[str]]) -> None:
    names: dict[str, list[str]] = {}
    before: list[Heading] = []
    for words in texts:
        counts: dict[str, int] = {}
        after = []
        for one in words:
            counts[one] = counts.get(one, -1) + 1
            made = one.lower() + (f"-{counts[one]}" if counts[one] else "")
            after.append(Heading(made, one, one))
        names, before = anchors.carried(names, before, after), after
        every = [name for one in after for name in names.get(one.id, [one.id])]
        assert len(every) == len(set(every))
