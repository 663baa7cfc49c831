"""Markdown from people and from attackers."""

import re
from collections.abc import Callable

import pytest
from courant_kit.content.markdown import Link, plain, read, remark, render
from courant_kit.content.prose import direction

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<svg onload=alert(1)><script>1</script></svg>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=/call/x><button>go</button></form>",
    "<style>*{display:none}</style><link rel=stylesheet href=//evil>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<div data-live='blog.post-1' data-version='9' data-call='courant.blog.post.delete'>x</div>",
    "<input type=image src=x formaction=javascript:alert(1)>",
    '```"><script>alert(1)</script>\nx\n```',
    "![x](data:text/html,<script>alert(1)</script>)",
    "<p class='topbar error-page'>x</p>",
    "<object data=x></object><embed src=x><base href=//evil>",
]


def linked(text: str) -> str:
    """A page of a wiki in which every page exists."""
    return render(text, link_to=lambda target: Link(f"/wiki/{target}/", exists=True))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("drawn", [linked, remark])
def test_nothing_hostile_is_left(text: str, drawn: Callable[[str], str]) -> None:
    html = drawn(text)
    tags = re.sub(r">[^<]*<", "><", html)
    assert not re.search(r"<(script|iframe|form|style|link|object|embed|base|svg|math|button)\b", tags, re.IGNORECASE)
    assert not re.search(r"\s(on\w+|style|srcdoc|formaction|data-live|data-call|data-version)\s*=", tags, re.IGNORECASE)
    assert not re.search(r"(javascript|data):", " ".join(re.findall(r'(?:href|src)="([^"]*)"', html)), re.IGNORECASE)
    assert "topbar" not in " ".join(re.findall(r'class="([^"]*)"', html))


def test_a_heading_cannot_take_an_id_of_the_shell() -> None:
    html = render("# Main\n\n[up](#main)")
    assert 'id="main-section"' in html
    assert 'href="#main-section"' in html


def test_wikilinks_say_whether_their_page_exists() -> None:
    html = render("[[a]] [[b|B]]", link_to=lambda target: Link(f"/wiki/{target}/", target == "a"))
    assert '<a href="/wiki/a/" class="wikilink"' in html
    assert '<a href="/wiki/b/" class="wikilink missing"' in html


def test_code_is_highlighted_whatever_follows_the_language() -> None:
    assert '<span class="k">fn</span>' in render("```rust,ignore\nfn main() {}\n```")
    assert "&lt;b&gt;" in render("```nosuchlanguage\n<b>\n```")


def test_a_wide_table_scrolls_and_a_titled_picture_has_a_caption() -> None:
    html = render("|a|\n|-|\n|1|\n\n![alt](x.png 'The <table> river')\n\ntext ![alt](x.png 'inline')")
    assert html.count('<div class="scroll" tabindex="0"') == 1
    assert html.count("</table></div>") == 1
    assert "<figcaption>The &lt;table&gt; river</figcaption></figure>" in html
    assert "<figcaption>inline" not in html


def test_tables_tasks_footnotes_and_alerts() -> None:
    html = render("|a|\n|:-:|\n|1|\n\n- [x] done\n\nfoot[^1]\n\n[^1]: note\n\n> [!NOTE]\n> mind")
    for part in ('<td align="center">', 'type="checkbox"', 'class="footnotes"', "markdown-alert-note"):
        assert part in html


def test_addresses_are_rewritten() -> None:
    html = render("[a](b.md) ![c](d.png)", rewrite=lambda address: f"/x/{address}")
    assert 'href="/x/b.md"' in html
    assert 'src="/x/d.png"' in html


def test_plain_text_is_cut_at_a_word() -> None:
    assert plain("<p>One &amp; two <b>three</b></p>") == "One & two three"
    assert plain("<p>one two three</p>", 9) == "one two…"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**中文。**后面", "<strong>中文。</strong>后面"),
        ("前面**「中文」**后面", "<strong>「中文」</strong>"),
        ("[[]] and [[|x]]", "<p>[[]] and [[|x]]</p>"),
        ("[[#]]", "<p>[[#]]</p>"),
        ("[[a|]]", '<a href="/a/" class="wikilink" rel="noopener noreferrer">a</a>'),
    ],
)
def test_what_people_mean(text: str, html: str) -> None:
    assert html in render(text, link_to=lambda target: Link(f"/{target}/", exists=True))


ENDS = "。然后 ，然后 ）然后 （x） 、y 」。 ！ ？ ； ： 】 》 。x ؟ ، । … » ” )。 .”"


@pytest.mark.parametrize("end", [*ENDS.split(" "), "\u3000x"])
@pytest.mark.parametrize("address", ["https://a.example/x", "https://a.example/(x)?a=1&b=%E4%B8%AD", "www.a.example"])
def test_a_bare_address_ends_before_a_mark(address: str, end: str) -> None:
    shown = address.replace("&", "&amp;")
    target = shown if shown.startswith("http") else f"http://{shown}"
    html = render(f"见 {address}{end}")
    assert f'<a href="{target}" class="bare" rel="noopener noreferrer">{shown}</a>{end}' in html


def test_an_address_that_somebody_marked_is_complete() -> None:
    html = render("<https://a.example/。x> [https://b.example/。](https://b.example/。) https://c.example/中文")
    for address in ("https://a.example/。x", "https://b.example/。", "https://c.example/中文"):
        assert f">{address}</a>" in html


def test_two_addresses_in_a_sentence_are_two_links() -> None:
    assert render("https://a.example/x。https://b.example/y").count("<a ") == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**हिन्दी।**आगे", "<strong>हिन्दी।</strong>आगे"),
        ("हिन्दी**(में)**है", "हिन्दी<strong>(में)</strong>है"),
        ("*मोटा।*आगे", "<em>मोटा।</em>आगे"),
        ("نص**غامق،**نص", "نص<strong>غامق،</strong>نص"),
        ("نص**«غامق»**نص", "نص<strong>«غامق»</strong>نص"),
        ("**שלום.**עולם", "<strong>שלום.</strong>עולם"),
        ("~~ไทย!~~ไทย", "<del>ไทย!</del>ไทย"),
        ("**Ελλάδα·**λέξη", "<strong>Ελλάδα·</strong>λέξη"),
        ("**Привет!**мир", "<strong>Привет!</strong>мир"),
        ("**ქართული.**ენა", "<strong>ქართული.</strong>ენა"),
        ("**中文。**后面", "<strong>中文。</strong>后面"),
        ("한국어**(굵게)**는", "한국어<strong>(굵게)</strong>는"),
        ("***नमस्ते।***आगे", "<em><strong>नमस्ते।</strong></em>आगे"),
        ("नमस्ते **आगे** है", "नमस्ते <strong>आगे</strong> है"),
        ("`**हिन्दी।**आगे`", "<code>**हिन्दी।**आगे</code>"),
        ("[x](/**क।**ख)", '<a href="/**%E0%A4%95%E0%A5%A4**%E0%A4%96" rel="noopener noreferrer">x</a>'),
        ("a**b.**c हिन्दी", "a**b.**c हिन्दी"),
        ("**Größe:**Wert", "**Größe:**Wert"),
        ("हिन्दी * तारा।* आगे", "हिन्दी * तारा।* आगे"),
        ("\\**हिन्दी।**आगे", "**हिन्दी।**आगे"),
    ],
)  # fmt: skip
def test_emphasis_beside_letters_of_every_script(text: str, html: str) -> None:
    assert html in render(text)


def test_code_written_as_html_keeps_its_bounds() -> None:
    html = render("<pre><code>a</code>b</pre>\n<ul><li><pre><code>c < <i>d</i></code></pre></li></ul>")
    assert "<ul><li>" in html
    assert html.count('<pre class="code"') == 1
    assert render("```\n</code></pre>\n```").count("</pre>") == 1


def test_elements_with_sides_find_their_direction_where_a_text_needs_it() -> None:
    """And keep the one that their writer gave them."""
    assert "dir=" not in render("- one\n\n> two")
    assert '<ul dir="auto">' in render("- אחת")
    assert render('<ul dir="ltr"><li>אחת</li></ul>').count("dir=") == 1


def test_a_long_text_has_the_direction_of_its_first_letter() -> None:
    assert direction.of("אחת") == "auto"
    assert direction.of("1. " + "אחת " * direction.LONG) == "rtl"
    assert direction.of("One אחת " * direction.LONG) == "ltr"
    assert direction.of("1. " * direction.LONG) == "ltr"


def test_entities_of_marks_include_nothing() -> None:
    text = "![[a]]\n\n<p>&#xfdd4;0&#xfdd4;</p>\n\n<p>&#xfdd4;7&#xfdd4;</p>"

    def link_to(name: str) -> Link:
        return Link(name, exists=True)

    html = read(text, link_to=link_to, include=lambda name, prefix: f"<b>{prefix}{name}</b>").html
    assert html.startswith("<b>in-1--a</b>")
    assert html.count("<b>") == 1
