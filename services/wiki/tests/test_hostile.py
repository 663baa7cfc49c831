"""Hostile Markdown: no script runs, and no text takes over parts of the page."""

import re

import pytest
from courant_wiki import contract

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>1</script></svg>",
    "[x](javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](javascript:alert(1))",
    "[[javascript:alert(1)]]",
    '[[x"onmouseover="alert(1)]]',
    "[[x|<img src=x onerror=alert(1)>]]",
    '[[x#"><script>alert(1)</script>]]',
    '<a href="javascript:alert(1)" data-wikilink="true">x</a>',
    "<iframe src=/wiki/></iframe>",
    '<form action="/accounts/logout/" method="post"><button>x</button></form>',
    '<a href="/x" style="position:fixed;inset:0">x</a>',
    "## <img src=x onerror=alert(1)>\n\n## <script>alert(1)</script>",
    '<h2 id="&quot;><script>alert(1)</script>">x</h2>\n\n## y',
    "```<script>alert(1)</script>\n</code></pre><script>alert(1)</script>\n```",
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<div data-live="wiki.page-1" data-version="999" data-call="courant.evil.page.delete">x</div>',
    "</article></main><script>alert(1)</script>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<style>body{display:none}</style>",
    "<a href='vbscript:x' ping='https://evil.example' target=_top>x</a>",
    '<a href="//[">x</a> [x](//[) ![x](http://[y) <img src="//[">',
]
HARM = re.compile(
    r"<script|<iframe|<base|<meta|<style|<math|<svg onload|<form action=\"/accounts|\son\w+\s*=\s*[\"'a]|"
    r"(?:href|src)=\"(?:javascript|data|vbscript):|style=\"|data-version=\"999\"|data-call=\"courant.evil",
    re.IGNORECASE,
)


def harm(html: str) -> list[str]:
    tags = "".join(re.findall(r"<[^>]*>", html))
    return HARM.findall(tags)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_comes_through(wiki: Wiki, attack: str) -> None:
    wiki.write("a", attack, title="<script>alert(1)</script>", summary="<script>alert(2)</script>")
    wiki.write("b", f"Other\n\n{attack}", title="B")
    wiki.write("b", f"{attack}\n\nmore", title="B")
    shown = [
        wiki.page("a"),
        wiki.page("b"),
        wiki.stage.page(contract.PAGE_INDEX),
        wiki.stage.page(contract.PAGE_RECENT),
    ]
    shown += [
        wiki.stage.page(contract.PAGE_HISTORY, path="a"),
        wiki.stage.page(contract.PAGE_WRITTEN, path="b"),
        *(
            wiki.stage.page(contract.PAGE_DIFF, path="b", old=1, new=2, of=of, view=view)
            for of in ("source", "rendering")
            for view in ("inline", "side")
        ),
    ]
    shown += [
        wiki.stage.page(contract.PAGE_EDIT, "editor", path="a"),
        wiki.stage.page(contract.PAGE_REVISION, path="b", number=1),
    ]
    shown += [wiki.stage.page(contract.PAGE_ARRANGE, "editor", path="a")]
    for page in shown:
        assert page.status == 200
        assert harm(page.html) == []
    for item in wiki.stage.call(contract.FEED)["items"]:
        assert harm(item["html"]) == []
    preview = wiki.stage.call(contract.PREVIEW_PAGE, "editor", "ada", title="x", text=attack)
    assert harm(preview["html"]) == []


def test_words_that_look_like_a_fragment_do_not_count(wiki: Wiki) -> None:
    wiki.write("a", '`x` data-live="wiki.nonsense" data-version="3"', title='data-live="wiki.tree2" data-version="1"')
    number = wiki.id("a")
    own = {f"wiki.{kind}-{number}" for kind in ("page", "backlinks", "threads", "tally")}
    assert set(wiki.page("a").fragments) == {"wiki.tree", *own}


def test_addresses_are_those_of_the_page_wherever_they_are_shown(wiki: Wiki) -> None:
    wiki.write("a/b", "[x](../c/?q=1#y) ![i](i.png) [m](mailto:x@example.org) [o](//example.org/) [s](#part)")
    html = wiki.page("a/b").html
    for address in ("/wiki/a/c/?q=1#y", "/wiki/a/b/i.png", "mailto:x@example.org", "//example.org/", "#part"):
        assert f'="{address}"' in html
