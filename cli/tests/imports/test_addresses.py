"""Addresses in Markdown are found wherever they occur, except in code."""

import pytest
from courant_cli.imports.reading.addresses import masked, pieces
from courant_cli.imports.sources import dialects
from hypothesis import given
from hypothesis import strategies as st


def found(text: str) -> list[str]:
    seen: list[str] = []
    pieces(text, seen.append)
    return seen


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("[a](b.md)", "b.md"),
        ("![a](b.png 'title')", "b.png"),
        ("[a](<b c.md>)", "b c.md"),
        ("[a](b_(c).md)", "b_(c).md"),
        ("[`code`](b.md#part)", "b.md#part"),
        ("[two\nlines](\nb.md)", "b.md"),
        ("[a]: b.md", "b.md"),
        ("> - [a]: b.md 'title'", "b.md"),
        ('<img alt="x" src="b.png">', "b.png"),
        ("<a\n href='b.md'>x</a>", "b.md"),
        ("- a\n\n  [a](b.md)\n", "b.md"),
        ("[^1]: a note\n\n    with [a](b.md) in it\n\nx[^1]", "b.md"),
    ],
)
def test_where_addresses_stand(text: str, address: str) -> None:
    assert found(text) == [address]


def test_an_image_in_a_link_has_two() -> None:
    assert found("[![a](b.png)](c.md)") == ["b.png", "c.md"]


@pytest.mark.parametrize(
    "text",
    ["`[a](b.md)`", "```\n[a](b.md)\n```", "~~~ md\n[a]: b.md\n~~~", "x\n\n    [a](b.md)\n", "``a ` [a](b.md)``",
     "- x\n\n  ```\n  [a](b.md)\n  ```\n", "[^1]: words", "- [a]: words that follow", "<script src='b.js'></script>"],
)  # fmt: skip
def test_where_none_are(text: str) -> None:
    assert found(text) == []


def test_a_backtick_alone_hides_nothing() -> None:
    assert found("a ` b\n\n[a](b.md)\n\nc ` d") == ["b.md"]


def test_what_is_replaced_stays_in_its_place() -> None:
    assert "".join(map(str, pieces("[a](b) `[a](b)` [c](d)", {"b": "X"}.get))) == "[a](X) `[a](b)` [c](d)"


@given(st.text(alphabet="ab`[]()!\n <>=#'\"~-:0 "))
def test_a_text_is_the_sum_of_its_pieces(text: str) -> None:
    assert "".join(map(str, pieces(text, lambda address: address))) == text
    assert len(masked(text)) == len(text)


def test_heading_ids_become_anchors() -> None:
    assert dialects.plain("## A heading {#part}\n") == '## A heading <a id="part"></a>\n'
    assert dialects.plain("```\n## A {#part}\n```\n") == "```\n## A {#part}\n```\n"


def test_jekyll_code_becomes_a_fence() -> None:
    assert dialects.plain("{% highlight ruby linenos %}\nputs\n{% endhighlight %}\n") == "```ruby\nputs\n```\n"


def test_addresses_that_tags_make() -> None:
    assert dialects.plain("[a]({{ site.baseurl }}/a.png)") == "[a](/a.png)"
    assert dialects.plain("[a]({% post_url 2020-01-02-b %})") == "[a](post:2020-01-02-b)"
    assert dialects.plain('[a]({{< ref "b.md" >}})') == "[a](ref:b.md)"
    assert dialects.plain("[a]({{ '/b' | relative_url }})") == "[a](/b)"


def test_other_commands_are_named() -> None:
    text = '{{< youtube abc >}}\n{% include x.html %}\n{{ figure(src="a") }}\n`{{ not.this }}` {{ braces }'
    assert dialects.shortcodes(text) == ["youtube", "include", "figure"]


def test_html_that_no_page_shows_is_named_once() -> None:
    assert dialects.unshown("<script>a</script> <iframe></iframe> <SCRIPT></SCRIPT> `<video>`") == [
        "<script>",
        "<iframe>",
    ]
