"""How to write: every example is rendered as posts and wiki pages are, and the described way of a draft is possible."""

import re
from pathlib import Path

import pytest
from courant_kit.content import markdown

from tests.docs.documents import DOCS, blocks
from tests.router import ROOT
from tests.site import Site
from tests.wamp import WampError

WRITE = DOCS / "how-to" / "write.md"
EXAMPLES = {block.label: block.text for block in blocks(WRITE, "markdown")}
SHOWS = {
    "words.md": [
        "<em>emphatic</em>", "<strong>insistent</strong>", "<del>mistaken</del>", "<code>a_function()</code>",
        '<h2 id="a-heading">', "<blockquote>",
    ],
    "lists.md": ["<ol>", "<li>with a point of its own</li>", 'checked=""', 'type="checkbox"'],
    "links.md": [
        '<a href="/wiki/courant/"', '<a href="https://example.org/"', '<a href="https://example.org/ferns"',
        '<a href="#links-and-anchors"', 'id="links-and-anchors"',
    ],
    "wikilinks.md": [
        '<a href="First steps" class="wikilink"', ">with other words</a>", '"First steps#Install it"',
        '"/handbook/ferns"',
    ],
    "pictures.md": ["<figure>", 'alt="A fern in the morning"', "<figcaption>Its caption, if it has one</figcaption>"],
    "callouts.md": [
        "markdown-alert-note", '<p class="markdown-alert-title">Before you water it</p>', "markdown-alert-tip",
        "<details", "What else helps",
    ],
    "tables.md": ["<table>", '<th align="right">height</th>', '<td align="center">', 'class="scroll"'],
    "more.md": [
        'data-language="python"', 'class="footnote-ref"', "<dt>Fern</dt>", "<details>", "<summary>Folded</summary>",
    ],
    "diagrams.md": ['src="data:image/svg+xml,', 'alt="Flowchart: ', "<summary>Source of the diagram</summary>"],
    "formulas.md": ["<msup><mi>r</mi><mn>2</mn></msup>", 'display="block"', "<mfrac>"],
}  # fmt: skip


def test_every_example_is_rendered() -> None:
    assert EXAMPLES.keys() == SHOWS.keys()


@pytest.mark.parametrize("name", SHOWS)
def test_an_example_shows_what_is_said(name: str) -> None:
    read = markdown.read(EXAMPLES[name], link_to=lambda target: markdown.Link(target, exists=True))
    for piece in SHOWS[name]:
        assert piece in read.html, read.html
    assert read.left_out == ()


def test_double_brackets_are_links_in_the_wiki_only() -> None:
    assert "[[First steps]]" in markdown.render(EXAMPLES["wikilinks.md"])


def test_the_buttons_are_called_so() -> None:
    templates = [file for module in ("blog", "wiki") for file in _templates(module)]
    shown = "\n".join(file.read_text() for file in templates)
    found = re.findall(r"(?:[Pp]ress|\() ?\*([A-Z][\w\s,]+)\*", WRITE.read_text())
    buttons = {" ".join(name.split()) for name in found}
    fold = "Summary, authors, cover, series, date and address"
    assert buttons == {
        "Write", "Save the draft", "Publish", "Unpublish", "Delete", "Schedule", "Make a link", "New page", "Comment",
        fold,
    }  # fmt: skip
    assert [name for name in buttons if f"{name}<" not in shown and f'translate "{name}"' not in shown] == []


def _templates(module: str) -> list[Path]:
    return list((ROOT / "services" / module / f"courant_{module}" / "templates").rglob("*.html"))


@pytest.mark.router
def test_a_draft_becomes_a_post_and_a_draft_again(site: Site) -> None:
    text = f"{EXAMPLES['words.md']}\n\n<!-- more -->\n\nBelow."
    with site.operator() as operator:
        draft = operator.call("courant.blog.post.save", title="Horsetail", text=text, published=False)
        assert draft["path"] == ""
        assert "Horsetail" not in site.fetch("/blog/")[1]
        path = operator.call("courant.blog.post.publish", id=draft["id"])["location"]
        assert "<em>emphatic</em>" in site.fetch(path)[1]
        assert "Below." not in operator.call("courant.blog.post.get", id=draft["id"])["summary"]
        operator.call("courant.blog.post.unpublish", id=draft["id"])
        with pytest.raises(WampError, match="before its date"):
            operator.call("courant.blog.post.save", title="Later", text="x", date="2999-01-01", published=True)
