"""Texts made to be slow or to grow without end are rendered like any other."""

import time

import pytest
from courant_kit.content import markdown

LONGEST = 400_000
PARAGRAPHS = "a\n\n" * 100_000

SLOW = {
    "quotes in quotes": ">" * LONGEST,
    "quotes with spaces": "> " * LONGEST,
    "quotes in a list": "+ " + ">" * LONGEST,
    "quotes in a footnote": "[^a]: " + ">" * LONGEST,
    "quotes and lists in turn": (">" * 100 + "+ " * 100 + " a\n\n") * 1300,
    "boxes in boxes": "<div>" * LONGEST,
    "bold type that is never closed": "".join(f"<p><b id={number}>" for number in range(30_000)),
    "bold type before many paragraphs": "".join(f"<B\tid={number}>" for number in range(300)) + "\n\n" + PARAGRAPHS,
    "a long link before many paragraphs": f'<a title="{"x" * 200_000}">\n\n{PARAGRAPHS}',
    "a link that hides its length": f'<a title="{("x" * 100 + "<>") * 2000}">\n\n{PARAGRAPHS}',
    "links that never end": "<a '" * LONGEST,
    "links in links": "<a href=x><div>" * LONGEST,
}


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_no_text_takes_long_or_grows_without_end(text: str) -> None:
    began = time.process_time()
    html = markdown.render(text[:LONGEST])
    assert time.process_time() - began < 10  # it was minutes, or more memory than there is
    assert len(html) < 10 * LONGEST


def test_a_short_comment_stays_short() -> None:
    text = "".join(f"<p><b id={number}>" for number in range(1000))[:10_000]
    assert len(markdown.render(text, ids=False)) < 50_000


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


def test_quotes_are_cut_where_nobody_could_read_them() -> None:
    html = markdown.render(">" * 60 + " deep\n\n" + "> " * 3 + "three")
    assert html.count("<blockquote>") == 53
    assert "deep" in html


def test_raw_html_beyond_all_measure_is_shown_as_it_was_typed() -> None:
    html = markdown.render("*So* " + "<div>" * 12_000)
    assert html.startswith("<p><em>So</em> &lt;div&gt;")
