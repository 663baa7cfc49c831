"""Comments have no headings, and load nothing from elsewhere."""

import pytest
from courant_kit.content import markdown

REL = 'rel="noopener noreferrer nofollow ugc"'
FAR = "https://elsewhere.example/p.png"
NEAR = "/media/blog/00112233445566778899aabbccddeeff.png"


@pytest.mark.parametrize("text", ["# Loud", "###### Loud", "Loud\n===", "Loud\n---", "<h1>Loud</h1>", "> ## Loud"])
def test_a_heading_is_a_bold_line(text: str) -> None:
    html = markdown.remark(text, "comment-1-")
    assert "<div><strong>Loud</strong></div>" in html
    assert "<h" not in html
    assert "anchor" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"![a > b]({FAR})", f'<a href="{FAR}" {REL}>a &gt; b</a>'),
        (f'![a]({FAR} "title")', f'<a href="{FAR}" {REL}>a</a>'),
        (f"![]({FAR})", f'<a href="{FAR}" class="bare" {REL}>{FAR}</a>'),
        (f"> [!note] ![a]({FAR})\n> b", f'<p class="markdown-alert-title"><a href="{FAR}" {REL}>a</a></p>'),
        (f"> [!note]- [![a]({FAR})](/blog/)\n> b", f'<a href="/blog/" {REL}>a</a></summary>'),
        (f'<img src="{FAR}" alt="<b>">', f'<a href="{FAR}" {REL}>&lt;b&gt;</a>'),
        (f"[![a]({FAR})](/blog/)", f'<a href="/blog/" {REL}>a</a>'),
        ("![a](//elsewhere.example/p.png)", f'<a href="//elsewhere.example/p.png" {REL}>a</a>'),
        (f"![a]({NEAR}?x)", f'<a href="{NEAR}?x" {REL}>a</a>'),
        (f"![a]({NEAR})", f'<img src="{NEAR}" alt="a" loading="lazy">'),
    ],
)
def test_a_picture_from_elsewhere_is_a_link_and_an_upload_stays(text: str, html: str) -> None:
    assert html in markdown.remark(text)
    assert markdown.remark(text).count("<img") == (NEAR in html and "?" not in html)


def test_code_that_shows_such_tags_stays_as_it_is() -> None:
    assert "&lt;h1&gt;" in markdown.remark("`<h1>` and `<img src=x>`")
