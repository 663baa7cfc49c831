"""Markdown for people who do not see a page at once: headings, tables, pictures; and the order of words."""

import pytest
from courant_kit.content.alphabet import place
from courant_kit.content.markdown import Link, read, render
from courant_kit.content.prose.levels import below

NAME = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ((1, 2, 6), (2, 3, 4)),
        ((2, 3, 2), (2, 3, 2)),
        ((3, 2, 4), (2, 2, 3)),
        ((1, 2, 3, 4, 5, 6), (2, 3, 4, 5, 6, 6)),
        ((4, 4, 2, 3), (2, 2, 2, 3)),
    ],
)
def test_headings_are_below_that_of_the_page_and_skip_no_level(
    written: tuple[int, ...], shown: tuple[int, ...]
) -> None:
    def html(levels: tuple[int, ...]) -> str:
        return "".join(f'<h{level} id="a">A</h{level}>' for level in levels)

    assert below(html(written), 1) == html(shown)


def test_headings_begin_below_the_one_above_them() -> None:
    assert '<h3 id="c-a">' in render("# A", prefix="c-", below=2)
    assert "<h1" in render("# A")


def test_tables_have_names_of_their_own() -> None:
    table = "|a|\n|-|\n|1|\n\n"
    html = render(f"{table}x\n\n{table}", prefix="comment-7-")
    assert 'aria-label="Table in comment 7"' in html
    assert 'aria-label="Table 2 in comment 7"' in html
    assert 'aria-label="Table"' in render(table)


def test_a_column_without_a_heading_has_no_empty_one() -> None:
    html = render("| |b|\n|:-|-|\n|1|2|")
    assert '<td align="left"></td>' in html
    assert html.count("<th") - html.count("<thead") == 1


def test_uploads_have_the_size_that_is_in_their_name() -> None:
    picture = f"/media/blog/{NAME}-1200x480.png"
    assert 'width="1200" height="480"' in render(f"![A river]({picture})")
    assert '100vw"><figcaption>' in render(f'![A river]({picture} "A river")')
    assert render(f'<img src="{picture}" width="60">').count("width=") == 1
    assert "width=" not in render(f"![A river](/media/blog/{NAME}.svg) ![b](https://a.example{picture})")


def test_a_link_that_shows_its_address_is_marked_for_print() -> None:
    for bare in ("https://a.example/x", "<https://a.example/x/>", "www.a.example", "[a.example](https://a.example/)"):
        assert 'class="bare"' in render(bare)
    assert "bare" not in render("[words](https://a.example/) [https://b.example](https://a.example)")


def test_a_wikilink_shows_words_of_the_page_unless_it_has_its_own() -> None:
    def link_to(target: str) -> Link:
        return Link("/x/", exists=True, words="T & “it's”")

    assert ">T &amp; “it's”</a>" in render('[[/a\'s "b"]]', link_to=link_to)
    assert ">mine</a>" in read("[[/a|mine]]", link_to=link_to).html


def test_words_are_ordered_by_letters() -> None:
    words = ["æon", "Ångström", "Äpfel", "apple", "école", "Eve", "øre", "Quiet", "“quote”", "Zebra", "ἄλφα", "Ёж"]
    mixed = set(words)
    assert sorted(mixed, key=place) == words
