"""Documents and style sheets of mounted apps, as they become a part of a page."""

import pytest
from courant_web.mounting.documents import Terms, is_document, taken_apart, wrapped
from courant_web.mounting.sheets import scoped


def terms(**changed: object) -> Terms:
    """Terms under which inline code is left out, unless `changed` says otherwise."""
    known = {"sheet": lambda href: f"/scoped{href}", "address": str, "style": lambda _: "", "script": lambda _: ""}
    return Terms(**{**known, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(("css", "expected"), [
    ("h1, .a b {color: red}", ":where(courant-app) h1,:where(courant-app) .a b{color: red}"),
    ("html {margin: 0}", "courant-app{margin: 0}"),
    ("body.home #top {margin: 0}", ":where(courant-app) courant-body.home #top{margin: 0}"),
    ("html > body {margin: 0}", "courant-app > courant-body{margin: 0}"),
    (":root {--a: 1}", ".courant-app{--a: 1}"),
    ('html[data-theme="dark"] a {color: red}', 'html[data-theme="dark"] courant-app a{color: red}'),
    (":focus {color: red}", ":where(courant-app) :focus{color: red}"),
    (":is(a, b) c {color: red}", ":where(courant-app) :is(a, b) c{color: red}"),
    ("@media print {p {color: red}}", "@media print {:where(courant-app) p{color: red}\n}"),
    ("@font-face {font-family: x}", "@font-face {font-family: x}"),
    ("@keyframes x {from {top: 0}}", "@keyframes x {from {top: 0}}"),
    ('@charset "utf-8";', ""),
    ('@import "other.css" print;', '@import "other.css" print;'),
    ("@import url(https://elsewhere.example/a.css);", ""),
    ('a::after {content: "}"} b {top: 0}', ':where(courant-app) a::after{content: "}"}\n:where(courant-app) b{top: 0}'),
])  # fmt: skip
def test_a_style_sheet_reaches_the_apps_part_alone(css: str, expected: str) -> None:
    assert scoped(css, str).strip() == expected


def test_a_document_is_taken_apart() -> None:
    found = taken_apart(
        '<!DOCTYPE html><html lang="en"><head><meta name="description" content="All"><base href="/x/">'
        '<title>A &amp; B</title><link rel="stylesheet" href="/a.css"><script src="/a.js" defer></script></head>'
        '<body class="home" onload="x()"><p title="1 < 2">2 &lt; 3 & R&D</p>'
        '<script type="application/json">{"a": "<p>"}</script></body></html>',
        terms(),
    )
    assert (found.title, found.description, found.own) == ("A & B", "All", True)
    assert found.head == (
        '<link rel="stylesheet" href="/scoped/a.css" media="all" data-app>'
        '<script src="/a.js" defer="" data-app=""></script>'
    )
    assert found.body == (
        '<p title="1 < 2">2 &lt; 3 &amp; R&amp;D</p><script type="application/json" data-app="">{"a": "<p>"}</script>'
    )
    assert wrapped(found).startswith('<courant-app class="courant-app" data-own=""><courant-body class="home">')


def test_inline_code_is_left_out_or_loaded_from_where_it_is_kept() -> None:
    text = "<body><script>one()</script><style>p{}</style><b style='top: 0' onclick='two()'>x</b>"
    assert "one" not in taken_apart(text, terms()).body
    kept: list[str] = []
    allowed = terms(script=lambda code: kept.append(code) or "/kept.js", handlers=True, held=True)
    found = taken_apart(text, allowed)
    assert '<b data-style="top: 0" data-handled="0">x</b>' in found.body
    assert found.body.count('src="/kept.js"') == 2
    assert kept[0] == "one()"
    assert "onclick(event){two()\n}" in kept[1]


def test_what_extends_the_sites_base_has_its_look() -> None:
    assert "data-own" not in wrapped(taken_apart("<body data-site>x</body>", terms()))


def test_a_part_of_a_document_is_none() -> None:
    assert is_document("\n<!doctype html><p>")
    assert not is_document("<p>Hello")
