"""The tags of imported pages of the wiki, as programs write them."""

from pathlib import Path

import pytest
from content_folders import CONTENT, written
from courant_cli.imports.targets import wiki
from courant_cli.imports.targets.wiki import tags

WIKI_JS = """---
title: Setup
description: How to begin
published: true
date: 2024-03-01T10:00:00.000Z
tags: getting started, c++
editor: markdown
dateCreated: 2024-02-01T10:00:00.000Z
---

Words.
"""


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("tags: [one, Two words]", ["one", "Two words"]),
        ("tags:\n  - one\n  - '#two'", ["one", "two"]),
        ("tags: one two", ["one", "two"]),
        ("tags: 'one, two words'", ["one", "two words"]),
        ("tag: one", ["one"]),
        ("tags: [one, ONE, one]", ["one"]),
        ("tags: project/alpha", ["project/alpha"]),
        ("tags: []", []),
        ("taxonomies:\n  tags: [one]", ["one"]),
    ],
)
def test_tags_of_many_programs(tmp_path: Path, front: str, found: list[str]) -> None:
    batch = wiki.read(written(tmp_path, {"page.md": f"---\n{front}\n---\nWords.\n"}))
    [page] = batch.documents
    assert page.request({})["tags"] == found
    assert batch.notes == []


def test_tags_of_wiki_js_are_divided_by_commas_alone(tmp_path: Path) -> None:
    batch = wiki.read(written(tmp_path, {"setup.md": WIKI_JS}))
    assert batch.documents[0].request({})["tags"] == ["getting started", "c++"]
    alone = wiki.read(written(tmp_path / "b", {"setup.md": WIKI_JS.replace(", c++", "")}))
    assert alone.documents[0].request({})["tags"] == ["getting started"]


def test_a_page_without_tags_leaves_those_of_the_wiki_alone(tmp_path: Path) -> None:
    batch = wiki.read(written(tmp_path, {"page.md": "Words.\n"}))
    assert "tags" not in batch.documents[0].request({})


def test_tags_that_the_wiki_cannot_have_are_told() -> None:
    found, problems = tags.read({"tags": ["one", "!!", "x" * (tags.LONGEST + 1), *map(str, range(tags.MOST))]})
    assert found is not None
    assert len(found) == tags.MOST
    assert [kind for kind, _ in problems] == [
        "tag that the wiki cannot have", "tag that the wiki cannot have", "more tags than a page can have",
    ]  # fmt: skip


def test_real_content_has_only_tags_that_the_wiki_accepts() -> None:
    folder = CONTENT / "rustc-dev-guide"
    if not folder.is_dir():
        pytest.skip("no content is beside the checkout")
    for page in wiki.read(folder).documents:
        names = page.request(dict.fromkeys(page.pictures, "/media/x")).get("tags", [])
        assert all(len(name) <= tags.LONGEST for name in names)
