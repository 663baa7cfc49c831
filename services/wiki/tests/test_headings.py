"""Headings: one title on a page, and a table of contents."""

from courant_kit.content.markdown import render
from courant_wiki.reading import headings


def test_a_heading_that_repeats_the_title_goes() -> None:
    assert headings.without_title("Getting started", "\n# Getting Started #\n\nText") == "\nText"
    assert headings.without_title("Other", "# Getting started\nText") == "# Getting started\nText"


def test_the_table_is_nested() -> None:
    html = render("## One `code`\n### Inside & out\n## Two\n#### Deep\n### Last")
    table = headings.table(html)
    assert [(entry.id, entry.words) for entry in table] == [("one-code", "One code"), ("two", "Two")]
    assert [entry.words for entry in table[0].below] == ["Inside & out"]
    assert [entry.words for entry in table[1].below] == ["Last"]


def test_one_heading_makes_no_table() -> None:
    assert headings.table(render("## One")) == []


def test_headings_that_reading_modes_would_leave_out_are_in_the_table() -> None:
    html = render("## Header files\n## Other")
    assert [entry.id for entry in headings.table(html)] == ["header-files", "other"]
    assert headings.section(html, "header-files")
