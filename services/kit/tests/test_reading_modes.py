"""The reading modes of browsers leave out what looks like a part of the page around a text."""

import pytest
from courant_kit.content.markdown import render


@pytest.mark.parametrize(
    "words", ["Header files", "Social contract", "Metadata", "How to share", "Menus", "Hidden costs"]
)
def test_a_heading_named_like_a_part_of_a_page_says_that_it_is_content(words: str) -> None:
    slug = words.lower().replace(" ", "-")
    assert f'<h2 class="content" id="{slug}">{words}' in render(f"## {words}")


def test_other_headings_need_no_class() -> None:
    assert '<h2 id="rivers">Rivers' in render("## Rivers\n\nThe share of water in the media.")
