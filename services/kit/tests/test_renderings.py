"""Differences between renderings: what is new and what is gone, in markup that stays whole."""

import re

from courant_kit.content import markdown
from courant_kit.history import renderings
from courant_kit.history.renderings import LARGEST, compare
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup

BLOCKS = [
    "One *two* three.", "One two [three](x).", "# Title", "- a\n- b\n- c d", "- a\n- c", "1. x\n2. y", "> quoted words",
    "| a | b |\n|---|---|\n| c | d e |", "| a | b |\n|---|---|\n| c | d |\n| f | g |", "```py\nx = 1\ny = 2\n```",
    "```py\nx = 1\n```", "![p](/q.png) and `code`", "Tom & Jerry <b>bold</b>", "- [ ] task", "---",
    "a[^1]\n\n[^1]: note", "<details><summary>s t</summary>\n\ninside\n\n</details>", "中文字 and ~~gone~~",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(BLOCKS), max_size=5).map("\n\n".join)
MARKS = re.compile(r"<(ins|del) data-changed>(.*?)</\1>", re.DOTALL)


def shown(old: str, new: str) -> str:
    found = compare(old, new)
    assert found is not None
    return found.html


def side(html: str, gone: str) -> str:
    """The words of a difference without those of the other side."""
    root = markup.fragment_fromstring(html, create_parent="div")
    for mark in root.xpath(f"//{gone}[@data-changed]"):
        tail = mark.tail or ""
        before, parent = mark.getprevious(), mark.getparent()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        parent.remove(mark)
    for summary in root.xpath("//details[@class='unchanged']/summary"):
        summary.text = ""
    return words(root.text_content())


def words(text: str) -> str:
    return "".join(text.split())


def plain(html: str) -> str:
    return words(markup.fragment_fromstring(html, create_parent="div").text_content())


def test_changed_words_are_marked() -> None:
    html = shown("<p>The quick brown fox</p>", "<p>The quick red fox</p>")
    assert html == "<p>The quick <del data-changed>brown</del><ins data-changed>red</ins> fox</p>"


def test_marks_are_inside_of_the_elements() -> None:
    html = shown('<p>See <a href="/x">the page</a>.</p>', '<p>See <a href="/x">the long page</a>.</p>')
    assert html == '<p>See <a href="/x">the <ins data-changed>long </ins>page</a>.</p>'
    html = shown("<p>one two</p>", "<p>one <strong>two</strong></p>")
    assert html == "<p>one <del data-changed>two</del><strong><ins data-changed>two</ins></strong></p>"


def test_a_line_ends_where_it_ended() -> None:
    html = shown("<pre><code>x * <i>2</i>\n</code></pre>", "<pre><code>x * <i>3</i>\n</code></pre>")
    assert html == ("<pre><code>x * <i><del data-changed>2</del></i><i><ins data-changed>3</ins></i>\n</code></pre>")


def test_a_removed_item_stays_an_item_without_its_id() -> None:
    html = shown('<ul><li>a</li><li id="b">bb</li></ul>', "<ul><li>a</li></ul>")
    assert html == "<ul><li>a</li><li><del data-changed>bb</del></li></ul>"


def test_entities_are_no_markup() -> None:
    html = shown("<p>a &lt;b&gt; c</p>", "<p>a &lt;i&gt; c &amp; d</p>")
    assert "<b>" not in html
    assert "<i>" not in html
    assert plain(html.replace("<del data-changed>b</del>", "")) == "a<i>c&d"


def test_what_is_unchanged_is_folded() -> None:
    same = "".join(f"<p>{number}</p>" for number in range(9))
    html = shown(f"{same}<p>old</p>", f"{same}<p>new</p>")
    assert html.startswith('<details class="unchanged"><summary>8 unchanged blocks</summary><p>0</p>')
    assert html.endswith("</details><p>8</p><p><del data-changed>old</del></p><p><ins data-changed>new</ins></p>")


def test_what_is_too_long_is_not_compared() -> None:
    assert compare("", "x" * (LARGEST + 1)) is None


@given(TEXTS, TEXTS)
def test_both_sides_can_be_read_and_the_markup_stays_whole(one: str, other: str) -> None:
    old, new = (markdown.read(text).html for text in (one, other))
    html = shown(old, new)
    assert side(html, "del") == plain(new)
    assert side(html, "ins") == plain(old)
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    without = MARKS.sub(lambda found: found[2] if found[1] == "ins" else "", html)
    assert _nested(without)
    assert _nested(html)


def _nested(html: str) -> bool:
    """Whether each element ends inside of the one that it began in."""
    found: list[str] = []
    for end, tag in re.findall(r"<(/?)([a-z][a-z0-9]*)(?:[^>\"]|\"[^\"]*\")*>", html):
        if tag in renderings.markup.VOID:
            continue
        if not end:
            found.append(tag)
        elif not found or found.pop() != tag:
            return False
    return not found
