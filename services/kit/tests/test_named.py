"""Tags that people name in their text are shown, and never take what follows with them."""

from collections.abc import Callable

import pytest
from courant_kit.content.markdown import read, remark, render, warning
from courant_kit.content.prose.named import MARK

_NAMES = (
    "script title textarea iframe template noscript style xmp plaintext select option object embed noembed noframes"
    " base form input button svg math canvas video audio picture body head html link meta details summary table td"
    " ul h1 pre center rp img dialog slot T String"
)
NAMED = _NAMES.split()
REST = "<p>Second <em>paragraph</em>.</p>"


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("before", ["Put a ", "", "> ", "- Put a "])
@pytest.mark.parametrize("drawn", [render, remark])
def test_a_named_tag_is_text_and_the_rest_of_the_page_stays(
    name: str, before: str, drawn: Callable[[str], str]
) -> None:
    html = drawn(f"{before}<{name}> tag there.\n\nSecond *paragraph*.")
    assert f"&lt;{name}&gt; tag there." in html
    assert REST in html


@pytest.mark.parametrize("opening", ["<!-- never", "<?php never", "<![CDATA[ never", "<!never"])
@pytest.mark.parametrize("before", ["Put ", "", "> ", "1. "])
def test_what_nothing_ends_is_text(opening: str, before: str) -> None:
    html = render(f"{before}{opening} closed.\n\nSecond *paragraph*.")
    assert f"&lt;{opening[1:]} closed." in html
    assert REST in html


def test_a_comment_is_hidden_and_what_follows_it_is_not() -> None:
    assert render("a <!-- note --> b\n\n<!--\n\n*note*\n\n-->\n\nc") == "<p>a  b</p>\n\n<p>c</p>\n"
    assert "<p>c</p>" in render("> <!-- note\n\nb\n\n-->\n\nc")


def test_both_ends_of_a_named_element_are_text() -> None:
    assert "between &lt;script&gt; and &lt;/script&gt;." in render("Write it between <script> and </script>.")


def test_type_parameters_are_no_tags() -> None:
    assert "<p>A Vec&lt;String&gt; of Box&lt;T&gt;.</p>" in render("A Vec<String> of Box<T>.")


def test_what_is_named_in_code_stays_as_it_is() -> None:
    html = render("```\n<script>\na < b <!--\n```\n\n    <textarea>\n\n`<svg>` last")
    assert "&lt;script&gt;\na &lt; b &lt;!--\n" in html
    assert "&lt;textarea&gt;" in html
    assert "<code>&lt;svg&gt;</code> last" in html
    assert MARK not in html


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("<svg viewBox='0 0 1 1'><path/></svg> after", "<svg>"),
        ("so <math><mi>x</mi></math> after", "<math>"),
        ("<script>\nif (a<b) {\n\n  f('<p>')\n}\n</script>\n\nafter", "<script>"),
        ("<style>\np {}\n\nq {}\n</style>\n\nafter", "<style>"),
        ("<iframe src='https://a.example/'></iframe> after", "<iframe>"),
        ("<form action='/x'>after</form>", "<form>"),
    ],
)
def test_the_writer_is_told_what_is_left_out(text: str, left_out: str) -> None:
    found = read(text)
    assert "after" in found.html
    assert "&lt;" not in found.html
    assert found.warning == f"Pages here cannot have these elements, so they are not shown: {left_out}."
    assert warning(text) == found.warning


def test_nothing_is_said_about_a_text_that_is_shown_completely() -> None:
    assert warning("Put a <script> tag there, <b>boldly</b>.") == ""
    assert warning("a < b") == ""


def test_elements_for_layout_leave_their_words() -> None:
    assert render("<font color=red>x</font> <noscript>y</noscript>") == "<p>x y</p>\n"
    html = render("<picture><source srcset='a.webp' media='(a > b)'><img src='a.png' alt=''></picture>")
    assert html == '<p><img src="a.png" alt="" loading="lazy"></p>\n'


def test_elements_with_attributes_that_no_one_ends_are_text() -> None:
    assert "an &lt;input type=" in render('Put an <input type="text"> there.')
    assert "<title>" not in render('<foo a="<title>">\n\nSecond')


@pytest.mark.parametrize(
    "unit",
    ["<x ", "<font a='", "</x>", "<!--", "<?", '<b "', "<svg>", "<details>", "\n<script>\n", "> <!--\n", "- <?\n"],
)
def test_many_named_tags_are_read_once_each(unit: str) -> None:
    text = unit * 2_000 + "\n\nlast"
    assert "last" in render(text)


def test_a_quote_of_markdown_and_one_that_is_named() -> None:
    html = render("> a\n\nPut a <blockquote> tag there.\n\nSecond *paragraph*.")
    assert "Put a &lt;blockquote&gt; tag" in html
    assert html.startswith("<blockquote>\n<p>a</p>\n</blockquote>")
    assert REST in html


def test_a_block_ends_at_its_own_end_whatever_was_looked_for_before() -> None:
    html = render("> <!-- a\n\nb\n\n<!-- c -->\n\nİİİİ\n\n<SCRIPT>\n1 < 2\n</SCRIPT>\n\n> <!-- d -->\n> e < f\n\n*g*")
    for shown in ("&lt;!-- a", "<p>b</p>", "İİİİ", "e &lt; f", "<em>g</em>"):
        assert shown in html
    for hidden in ("c --", "1 &lt; 2", "d --"):
        assert hidden not in html
