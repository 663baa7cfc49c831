"""Front matter as Zola, Hugo and Jekyll write it."""

from datetime import date

import pytest
from courant_cli.imports.reading.front_matter import Unreadable, flat, parted


def test_toml_between_plus_signs() -> None:
    source = parted('+++\ntitle = "A"\ndate = 2026-11-23\n[extra]\nteam = "B"\n+++\n\nText\n')
    assert source.values == {"title": "A", "date": date(2026, 11, 23), "extra": {"team": "B"}}
    assert source.text == "\nText\n"


def test_yaml_between_dashes() -> None:
    source = parted("---\ntitle: A\ntags: [x, y]\n---\nText\n---\nmore\n")
    assert source.values == {"title": "A", "tags": ["x", "y"]}
    assert source.text == "Text\n---\nmore\n"


def test_windows_line_ends() -> None:
    assert parted("---\r\ntitle: A\r\n---\r\nText").values == {"title": "A"}


@pytest.mark.parametrize("content", ["Text\n", "# Title\n\n---\n\nText\n", "", "+++\nnever ended\n"])
def test_none(content: str) -> None:
    source = parted(content)
    assert source.values == {}
    assert source.text == content


@pytest.mark.parametrize(
    "head",
    ["+++\ntitle = \n+++\n", "---\ntitle: [\n---\n", "---\n- a\n---\n", "---\ndate: 2026-13-45\n---\n",
     "---\na: !!python/tuple [1, 2]\n---\n"],
)  # fmt: skip
def test_broken_front_matter_is_told(head: str) -> None:
    with pytest.raises(Unreadable, match=r"broken front matter: ."):
        parted(head)


def test_dotted_keys() -> None:
    assert dict(flat({"a": 1, "extra": {"b": 2, "c": {"d": 3}}})) == {"a": 1, "extra.b": 2, "extra.c.d": 3}
