"""Posts as Pelican and Nikola have them: heads of lines, files beside them, HTML and reStructuredText."""

from pathlib import Path
from typing import Any

import pytest
from content_folders import by_file, notes, text, written
from courant_cli.imports.batch import Batch
from courant_cli.imports.targets import blog


def read(root: Path, files: dict[str, str | bytes]) -> Batch:
    return blog.read(written(root, files), "here")


def fields(batch: Batch, file: str) -> dict[str, Any]:
    return by_file(batch)[file].fields


def test_nikola_has_what_it_says_of_a_post_beside_it(tmp_path: Path) -> None:
    batch = read(tmp_path, {
        "posts/tea.md": "Words.\n", "posts/tea.meta": ".. title: Tea: a drink\n.. slug: about-tea\n"
        ".. date: 2020-01-02 10:00:00 UTC+02:00\n.. tags: cups, leaves\n",
        "posts/thee.md": "Woorden.\n", "posts/thee.meta": ".. title: Thee\n.. date: 2020-01-02\n.. status: draft\n",
        "posts/alone.meta": ".. title: Alone\n",
    })  # fmt: skip
    tea = fields(batch, "posts/tea.md")
    assert (tea["title"], tea["slug"], sorted(tea["tags"])) == ("Tea: a drink", "about-tea", ["cups", "leaves"])
    assert tea["date"].startswith("2020-01-02")
    assert not fields(batch, "posts/thee.md")["published"]
    assert [file for file, kind, _ in notes(batch) if kind == "unsupported kind of file"] == ["posts/alone.meta"]


def test_pelican_writes_heads_of_lines(tmp_path: Path) -> None:
    head = "Title: Tea\nDate: 2020-01-02 10:20\nModified: 2020-02-03\nCategory: Drinks\nAuthors: Ann, Bo\nLang: en\n"
    batch = read(tmp_path, {"content/tea.md": f"{head}Slug: tea\n\nWords.\n"})
    found = fields(batch, "content/tea.md")
    assert (found["title"], found["language"], found["tags"]) == ("Tea", "en", ["Drinks"])
    assert found["updated"].startswith("2020-02-03")


@pytest.mark.parametrize(
    "content",
    [
        "Tea\n###\n\n:date: 2020-01-02\n:tags: cups, leaves\n\nSome *words*.\n",
        ".. title: Tea\n.. date: 2020-01-02\n.. tags: cups, leaves\n\nSome *words*.\n",
    ],
)
def test_restructured_text_becomes_markdown(tmp_path: Path, content: str) -> None:
    batch = read(tmp_path, {"posts/tea.rst": content})
    found = fields(batch, "posts/tea.rst")
    assert (found["title"], found["day"], sorted(found["tags"])) == ("Tea", "2020-01-02", ["cups", "leaves"])
    assert text(batch.documents[0]).strip() == "Some *words*."


def test_html_with_front_matter_becomes_markdown_and_its_translations_are_linked(tmp_path: Path) -> None:
    head = "---\ntitle: Tea\ndate: 2020-01-02\n---\n"
    batch = read(tmp_path, {
        "posts/tea.html": f"{head}<p>Some <em>words</em>.</p>", "posts/tea.de.html": f"{head}<p>Worte</p>",
        "_layouts/post.html": f"{head}<html>", "about.html": "<p>No front matter.</p>",
    })  # fmt: skip
    assert {file: one.fields.get("language") for file, one in by_file(batch).items()} == {
        "posts/tea.html": None, "posts/tea.de.html": "de",
    }  # fmt: skip
    assert text(by_file(batch)["posts/tea.html"]).strip() == "Some *words*."
    assert {file for file, kind, _ in notes(batch) if kind == "unsupported kind of file"} == {
        "_layouts/post.html", "about.html",
    }  # fmt: skip
