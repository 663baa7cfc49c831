"""The words of a text, for excerpts, descriptions and tables of contents."""

import pytest
from courant_kit.content.markdown import plain, read, render


def test_blocks_and_line_breaks_are_spaces() -> None:
    html = render("one\ntwo  \nthree<br>four\n\n- a\n- b\n\n|x|y|\n|-|-|\n|1|2|\n\n## End")
    assert plain(html) == "one two three four a b x y 1 2 End"
    assert plain("<p>a<b>b</b><sup>2</sup></p>") == "ab2"


def test_numbers_and_arrows_of_footnotes_are_not_words() -> None:
    html = render("## Sources[^a]\n\nx[^a] y[^a]\n\n[^a]: See *there*.")
    assert plain(html) == "Sources x y See there."


@pytest.mark.parametrize(
    "first",
    [
        "![a picture](x.png)",
        '![a picture](x.png "with a title")',
        "> [!NOTE]\n> Mind the gap.",
        "> [!tip]- More\n> Hidden",
        "| a |\n|---|\n| b |",
        "```\ncode\n```",
        "    code",
        "# Heading",
        "***",
        "<p align='center'><img src='x.png'></p>",
        "<details><summary>More</summary>\n\nhidden\n\n</details>",
        "<!-- note -->",
        "<svg></svg>",
    ],
)
def test_an_excerpt_is_the_first_words_whatever_comes_first(first: str) -> None:
    assert read(f"{first}\n\nThe *first*[^1] words.\n\nOthers.\n\n[^1]: Note").beginning() == "The first words."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- one\n- two\n\nThree", "one two"),
        ("> quoted\n\nx", "quoted"),
        ("1. > deep\n\nx", "deep"),
        ("<div>\n\nIn it\n\n</div>", "In it"),
        ("中文。\n\nx", "中文。"),
        ("> [!NOTE]\n> Only this", "Note Only this"),
        ("```\nonly code\n```", "only code"),
        ("", ""),
    ],
)
def test_what_counts_as_words(text: str, words: str) -> None:
    assert read(text).beginning() == words


@pytest.mark.parametrize("mark", ["<!-- more -->", "<!--more-->", "<!--more Read on-->", "<!-- MORE -->"])
def test_what_stands_above_the_mark_is_the_excerpt(mark: str) -> None:
    found = read(f"# T\n\nOne.\n\n- two\n\n{mark}\n\nBelow")
    assert found.beginning() == "T One. two"
    assert "Below" in found.html
    assert read(f"Before\n\nlong words\n\n{mark}").beginning(8) == "Before…"
    assert read(f"One.\n\n`{mark}`").beginning() == "One."
