"""Texts that could take long or grow without bound, checked before the libraries see them.

Each bound is tested with the smallest text over it, or with a small bound: none of these texts is slow or large without
the guard.
"""

import pytest
from courant_kit.content import markdown, nesting
from courant_kit.content.nesting import DEEPEST_QUOTE, MOST_COPIED, MOST_STEPS


@pytest.mark.parametrize("before", ["", "+ ", "1. ", "[^a]: ", "  ", "text "])
@pytest.mark.parametrize("mark", [">", "> ", ">\t"])
def test_a_quote_one_deeper_than_the_bound_is_cut(before: str, mark: str) -> None:
    deepest = before + mark * DEEPEST_QUOTE
    assert nesting.shallow(f"{deepest}words") == f"{deepest}words"
    cut = nesting.shallow(f"{deepest}{mark}words")
    assert cut.count(">") == DEEPEST_QUOTE
    assert cut.endswith("words")


@pytest.mark.parametrize("before", ["", "[^a]: ", "\t"])
@pytest.mark.parametrize("item", ["+ ", "* ", "- ", "1. ", "2) "])
def test_quotes_and_lists_in_turn_are_cut_together(before: str, item: str) -> None:
    half = before + ">" * 26 + item
    assert nesting.shallow(f"{half}{half.removeprefix(before)}words").count(">") == DEEPEST_QUOTE
    assert nesting.shallow(f"{half}words\n{half}words").count(">") == 52


def test_quotes_are_cut_where_nobody_could_read_them() -> None:
    html = markdown.render(">" * 60 + " deep\n\n" + "> " * 3 + "three")
    assert html.count("<blockquote>") == 53
    assert "deep" in html


def test_raw_html_with_many_blocks_is_excessive() -> None:
    side = round(MOST_STEPS**0.5)
    assert side**2 == MOST_STEPS
    assert not nesting.excessive("<" * side, "<" * side)
    assert nesting.excessive("<" * (side + 1), "<" * side)
    assert nesting.excessive("<" * side, "<" * (side + 1))


@pytest.mark.parametrize("link", ['<a title="{}">', "<A title='{}'>", '<a\ttitle="{}<>">', '<a href=x title="<>{}">'])
def test_a_long_link_before_many_blocks_is_excessive(monkeypatch: pytest.MonkeyPatch, link: str) -> None:
    html = link.format("x" * 20) + "<p>" * 5
    size = len(link.format("x" * 20)) * html.count("<")
    assert size < MOST_COPIED
    monkeypatch.setattr(nesting, "MOST_COPIED", size)
    assert not nesting.excessive("", html)
    monkeypatch.setattr(nesting, "MOST_COPIED", size - 1)
    assert nesting.excessive("", html)


def test_raw_html_beyond_all_measure_is_shown_as_it_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "*So* " + "<div>" * 5
    assert markdown.render(text).count("<div>") == 5
    monkeypatch.setattr(nesting, "MOST_STEPS", 10)
    assert markdown.render(text).startswith("<p><em>So</em> &lt;div&gt;")


@pytest.mark.parametrize(
    ("html", "inert"),
    [
        ("<b>x</b>", "<x-b>x</x-b>"),
        ("<B\tid=1>", "<x-b\tid=1>"),
        ("<i/><code >", "<x-i/><x-code >"),
        ("<body><big>", "<body><x-big>"),
        ('<a href="/x">x</a>', '<a href="/x">x</a>'),
        ("<a title='<>'><b>", "<a title='<>'><x-b>"),
        ("<a 'never ends <i>", "&lt;a 'never ends <x-i>"),
        ("<A never ends", "&lt;A never ends"),
        (f"<a {'x' * 60}", f"&lt;a {'x' * 60}"),
        ("<abbr>x</abbr>", "<abbr>x</abbr>"),
    ],
)
def test_nothing_is_left_that_is_opened_again(html: str, inert: str) -> None:
    assert nesting.inert(html) == inert


def test_all_that_parsers_open_again_is_inert() -> None:
    """The formatting elements of the HTML living standard, 13.2.4.3, but for links."""
    for name in ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]:
        assert nesting.inert(f"<{name}>x</{name}>") == f"<x-{name}>x</x-{name}>"
        assert nesting.active(f"<x-{name}>x</x-{name}>") == f"<{name}>x</{name}>"


def test_what_is_not_closed_is_not_opened_again() -> None:
    html = markdown.remark("<p><b>one<p><b>two<p>three")
    assert html.count("<b>") == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>bold</b> and <I>slanted</I>, *really*", "<p><b>bold</b> and <i>slanted</i>, <em>really</em></p>\n"),
        ("`<b>` is bold", "<p><code>&lt;b&gt;</code> is bold</p>\n"),
        ('<img alt="<b>a</b>" src="/a.png">', '<img alt="&lt;b&gt;a&lt;/b&gt;" src="/a.png" loading="lazy">\n'),
        ('<a href="/x" title="a > b">x</a>', '<p><a href="/x" title="a &gt; b" rel="noopener noreferrer">x</a></p>\n'),
        ("<big>big</big>", "<p>big</p>\n"),
    ],
)  # fmt: skip
def test_formatting_stays_as_it_is(text: str, html: str) -> None:
    assert markdown.render(text) == html


def test_very_many_headings_have_no_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nesting, "MOST_HEADINGS", 2)
    assert 'id="a"' in markdown.render("# a\n\n## b\n\nwords\n\n---\n")
    assert markdown.render("# a\n\nb\n===\n\n> # c\n").count("<h1>") == 3
    assert "id=" not in markdown.render("# a\r# b\r# c")


def test_very_many_descriptions_are_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nesting, "MOST_DESCRIPTIONS", 2)
    assert "<dl>" in markdown.render("a: b: c:\n\n: d\n\n> x\n>\n> : e")
    assert markdown.render("a\n\n: b\n\n: c\n\n: d") == "<p>a</p>\n<p>: b</p>\n<p>: c</p>\n<p>: d</p>\n"


def test_very_wide_tables_are_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nesting, "MOST_COLUMNS", 3)
    assert markdown.render("|a|b|\n|-|-|\n|c|d|\n\n|e|f|\n|-|-|").count("<table>") == 2
    assert "<table>" not in markdown.render("|a|b|c|\n|-|-|-|")
