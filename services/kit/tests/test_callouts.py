"""Callouts in the spellings of GitHub, Obsidian and others."""

import re

import pytest
from courant_kit.content.markdown import Link, render

KINDS = {
    "note": "note info abstract summary tldr todo example quote cite",
    "tip": "tip hint success check done question help faq",
    "important": "important",
    "warning": "warning attention",
    "caution": "caution failure fail missing danger error bug",
}


@pytest.mark.parametrize(("kind", "written"), [(kind, one) for kind, all_ in KINDS.items() for one in all_.split()])
def test_every_kind_is_one_of_five(kind: str, written: str) -> None:
    html = render(f"> [!{written.upper()}]\n> *body*")
    title = f'<p class="markdown-alert-title">{written.capitalize()}</p>'
    assert html == f'<div class="markdown-alert markdown-alert-{kind}">\n{title}\n<p><em>body</em></p>\n</div>\n'


@pytest.mark.parametrize(("sign", "tag"), [("-", "details"), ("+", "details open")])
def test_a_callout_that_folds(sign: str, tag: str) -> None:
    html = render(f"> [!WARNING]{sign} Title\n> body\n>\n> > [!tip] In\n> > it\n\nafter")
    assert html.startswith(f'<{tag} class="markdown-alert markdown-alert-warning">\n<summary')
    assert "Title</summary>\n<p>body</p>\n<div" in html
    assert html.endswith("</div>\n</details>\n<p>after</p>\n")


@pytest.mark.parametrize(
    "text", [">[!faq] T\n> b", "> [!faq|icon] T\n> b", "- > [!faq] T\n  > b", "> [!FAQ]   T  \n> b"]
)
def test_spellings_of_a_callout_with_a_title(text: str) -> None:
    html = render(text)
    assert '<div class="markdown-alert markdown-alert-tip">' in html
    assert ">T</p>" in html


@pytest.mark.parametrize(
    "text", ["> a\n> [!faq] x", "[!faq] x", "> \\[!faq] x", "> [!4] x", "> [!] x", "> [!faq x", "> [!a b] x"]
)
def test_what_is_no_callout_stays_as_it_is(text: str) -> None:
    html = render(text)
    assert "markdown-alert" not in html
    assert text.rpartition("\n")[2].removeprefix("> ").lstrip("\\") in html


@pytest.mark.parametrize(
    ("written", "name"),
    [("custom", "Custom"), ("my-kind", "My kind"), ("Заметка", "Заметка"), ("टिप्पणी", "टिप्पणी"), ("ملاحظة", "ملاحظة"),
     ("注意", "注意"), ("info2", "Info2"), ("ÜBERSICHT", "Übersicht")],
)  # fmt: skip
@pytest.mark.parametrize(("sign", "tag"), [("", "p"), ("-", "summary")])
def test_a_kind_of_somebodys_own_is_a_note_with_its_name(written: str, name: str, sign: str, tag: str) -> None:
    assert f'markdown-alert-note">\n<{tag} class="markdown-alert-title">{name}</{tag}>' in render(
        f"> [!{written}]{sign}\n> body"
    )
    assert f'<{tag} class="markdown-alert-title">T</{tag}>' in render(f"> [!{written}]{sign} T\n> body")


@pytest.mark.parametrize(
    ("title", "html"),
    [
        ("My *title* and `code`", "My <em>title</em> and <code>code</code>"),
        ("[x](https://a.example/)", '<a href="https://a.example/" rel="noopener noreferrer">x</a>'),
        ("See [[Page|it]]", 'See <a href="/Page/" class="wikilink" rel="noopener noreferrer">it</a>'),
        ("a < b & c_d", "a &lt; b &amp; c_d"),
        ("Put a <script> there", "Put a &lt;script&gt; there"),
        ("<b onclick=x()>*bold*</b>", "&lt;b onclick=x()&gt;<em>bold</em>&lt;/b&gt;"),
        ("[x](javascript:x)", '<a rel="noopener noreferrer">x</a>'),
        ("- *x*", "- *x*"),
        ("&lt;b&gt; *x*", "&lt;b&gt; <em>x</em>"),
    ],
)
def test_markdown_in_a_title(title: str, html: str) -> None:
    shown = render(f"> [!note] {title}\n> body", link_to=lambda target: Link(f"/{target}/", exists=True))
    assert f'<p class="markdown-alert-title">{html}</p>' in shown


def test_a_picture_of_a_link_or_a_link_is_no_callout() -> None:
    for text in ("> [![a](b.png)](c)", "> [!custom](c)", "> [!custom][c]\n\n[c]: /d"):
        assert "markdown-alert" not in render(text)


def test_a_callout_in_code_is_code() -> None:
    assert "&gt; [!faq]- x\n&gt;[!bug] y\n" in render("```\n> [!faq]- x\n>[!bug] y\n```")


@pytest.mark.parametrize(("opening", "closing"), [("\ufdd1", "\ufdd2"), ("&#xfdd1;", "&#xfdd2;")])
@pytest.mark.parametrize("name", ["[!note]", "&#91;!note&#93;"])
def test_who_writes_the_marks_takes_no_beginning_of_an_element(opening: str, closing: str, name: str) -> None:
    title = f'<div class="markdown-alert markdown-alert-note">\n<p class="markdown-alert-title">{opening}</p></div>'
    html = render(f"{title}\n\n<ul><li>\n\n{name}{closing} x\n\n</li></ul>\n\n> [!tip] real\n> body")
    for tag in ("div", "ul", "li", "p"):
        assert len(re.findall(f"<{tag}\\b", html)) == html.count(f"</{tag}>")
    assert '<p class="markdown-alert-title">real</p>' in html
