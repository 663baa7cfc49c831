"""Callouts in the spellings of GitHub, Obsidian and others."""

import pytest
from courant_kit.content.markdown import render

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
    "text", ["> [!unheard-of] x", "> [!unheardof] x", "> a\n> [!faq] x", "[!faq] x", "> \\[!faq] x"]
)
def test_what_is_no_callout_stays_as_it_is(text: str) -> None:
    html = render(text)
    assert "markdown-alert" not in html
    assert text.split()[-2].lstrip("\\") + " x" in html


def test_a_callout_in_code_is_code() -> None:
    assert "&gt; [!faq]- x\n&gt;[!bug] y\n" in render("```\n> [!faq]- x\n>[!bug] y\n```")
