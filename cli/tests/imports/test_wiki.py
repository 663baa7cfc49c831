"""Books and plain folders as wiki pages."""

from pathlib import Path

import pytest
from content_folders import BOOK, by_file, notes, text, written
from courant_cli.imports.batch import Batch
from courant_cli.imports.targets import wiki

PNG = b"\x89PNG\r\n\x1a\n"


def read(root: Path, files: dict[str, str | bytes], below: str = "", site: str = "") -> Batch:
    return wiki.read(written(root, files), below, site)


def test_a_page_of_a_book(tmp_path: Path) -> None:
    batch = read(tmp_path, {"SUMMARY.md": "# Summary\n\n# Part\n\n- [One](a/one.md)\n", "a/one.md": "# One\n\nText\n"})
    [page] = batch.documents
    assert page.location == "/wiki/part/one/"
    assert page.request({}) == {
        "path": "part/one",
        "title": "One",
        "text": "# One\n\nText\n",
        "author": "",
        "position": 1,
        "aliases": ["a/one"],
        "summary": "From a/one.md",
        "old": [],
    }
    assert batch.notes == []


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("two.md", "/wiki/two/"),
        ("./sub/three.md#part", "/wiki/sub/three/#part"),
        ("sub/three.html", "/wiki/sub/three/"),
        ("sub/", "/wiki/sub/"),
        ("/two.md", "/wiki/two/"),
        ("https://book.example/sub/three.html#part", "/wiki/sub/three/#part"),
        ("https://book.example/other.html", "https://book.example/other.html"),
        ("https://elsewhere.example/a.md", "https://elsewhere.example/a.md"),
        ("#here", "#here"),
        ("a%20b.md", "/wiki/a-b/"),
        ("größe.md", "/wiki/gr%C3%B6%C3%9Fe/"),
    ],
)
def test_links_between_pages(tmp_path: Path, address: str, leads: str) -> None:
    files: dict[str, str | bytes] = {
        "one.md": f"## Here\n\n[x]({address})", "two.md": "Text", "sub/README.md": "Text", "sub/three.md": "## Part\n",
        "a b.md": "Text", "größe.md": "Text",
    }  # fmt: skip
    batch = read(tmp_path, files, site="https://book.example/")
    assert text(by_file(batch)["one.md"]).endswith(f"({leads})")
    assert batch.notes == []


def test_what_leads_nowhere_is_told(tmp_path: Path) -> None:
    body = "[a](gone.md) [b](#gone) [c](two.md#gone) ![d](gone.png) [e](data.csv) ![f](a.png)"
    batch = read(tmp_path, {"one.md": body, "two.md": "Text", "data.csv": "1", "a.png": PNG, "b.png": PNG})
    assert notes(batch) == {
        ("one.md", "broken link", "gone.md"),
        ("one.md", "link to a part that does not exist", "#gone"),
        ("one.md", "link to a part that does not exist", "two.md#gone"),
        ("one.md", "missing image", "gone.png"),
        ("one.md", "link to a file that is not imported", "data.csv"),
        ("data.csv", "unsupported kind of file", ""),
        ("b.png", "image that no page uses", ""),
    }
    assert text(by_file(batch)["one.md"]) == body.replace("two.md#gone", "/wiki/two/#gone").replace(
        "(a.png", "(<a.png>"
    )


def test_a_link_to_a_heading_that_repeats_the_title_leads_to_the_page(tmp_path: Path) -> None:
    batch = read(
        tmp_path, {"a.md": "# A title\n\n## B\n\n[a](#a-title) [b](#b)", "b.md": "[a](a.md#a-title) [b](a.md#b)"}
    )
    assert text(by_file(batch)["a.md"]).endswith("[a](/wiki/a/) [b](#b)")
    assert text(by_file(batch)["b.md"]) == "[a](/wiki/a/) [b](/wiki/a/#b)"
    assert batch.notes == []


def test_a_plain_folder_is_in_the_order_of_its_index(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "# The docs\n\n[a](z.md), [b](b/two.md)", "a.md": "Text", "z.md": "# Zed\n", "b/one.md": "",
        "b/two.md": "",
    }  # fmt: skip
    batch = read(tmp_path, files, "docs")
    assert [(one.fields["path"], one.fields["title"]) for one in batch.documents] == [
        ("docs", "The docs"), ("docs/z", "Zed"), ("docs/b/two", "Two"), ("docs/b/one", "One"), ("docs/a", "A"),
    ]  # fmt: skip


def test_front_matter_names_title_author_and_place(tmp_path: Path) -> None:
    batch = read(tmp_path, {
        "a.md": "---\ntitle: Last\nweight: 2\nauthor: Ada\nmood: good\n---\nText", "b.md": "+++\nweight = 1\n+++\nText",
        "c.md": "---\ndraft: true\n---\nText", "d.md": "---\n[\n---\n",
    })  # fmt: skip
    assert [(one.fields["title"], one.fields["author"]) for one in batch.documents] == [("B", ""), ("Last", "Ada")]
    assert {(file, kind) for file, kind, _ in notes(batch)} == {
        ("a.md", "key not imported"), ("c.md", "draft: the wiki has no drafts"), ("d.md", "broken front matter"),
    }  # fmt: skip


def test_where_a_page_stood(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/b.md": "---\naliases: [/old/, near]\nredirect_from: /2019/x.html\n---\nText", "a/README.md": "Text",
        "index.md": "Text", "c.md": "---\nurl: /guide/see/\n---\nText",
    }  # fmt: skip
    found = {file: one.fields["old"] for file, one in by_file(read(tmp_path, files)).items()}
    assert found == {
        "a/b.md": ["old", "a/near", "near", "2019/x.html"], "a/README.md": [], "index.md": [], "c.md": ["guide/see"],
    }  # fmt: skip
    known = {
        file: one.fields["old"] for file, one in by_file(read(tmp_path, files, site="https://x.example/book/")).items()
    }
    assert known["a/b.md"][-1] == "book/a/b.html"
    assert (known["a/README.md"], known["index.md"]) == (["book/a"], ["book"])
    assert known["c.md"] == ["guide/see", "book/c.html"]


def test_what_a_summary_leaves_out_is_told(tmp_path: Path) -> None:
    batch = read(tmp_path, {"SUMMARY.md": "- [A](a.md)\n- [Later]()\n- [Gone](gone.md)\n", "a.md": "", "b.md": ""})
    assert notes(batch) == {
        ("SUMMARY.md", "chapter not yet written", "Later"),
        ("SUMMARY.md", "chapter whose file is missing", "gone.md"),
        ("b.md", "not in SUMMARY.md, so no part of the book", ""),
    }


def test_files_outside_the_book_are_not_read(tmp_path: Path) -> None:
    written(tmp_path, {"secret.md": "secret", "docs/a.md": "{{#include ../secret.md}} [x](../secret.md)"})
    batch = wiki.read(tmp_path / "docs")
    assert "secret is" not in text(batch.documents[0])
    assert {kind for _, kind, _ in notes(batch)} == {"included file is missing", "broken link"}


def test_a_book_may_include_what_lies_beside_its_source(tmp_path: Path) -> None:
    written(tmp_path, {"book.toml": "", "examples/a.rs": "fn main() {}", "src/a.md": "{{#include ../examples/a.rs}}"})
    assert text(wiki.read(tmp_path / "src").documents[0]) == "fn main() {}"


@pytest.mark.skipif(not BOOK.is_dir(), reason=f"the compiler's book is not at {BOOK}")
def test_the_compilers_book() -> None:
    batch = wiki.read(BOOK)
    paths = {one.fields["path"] for one in batch.documents}
    assert len(batch.documents) == len(paths) == 241
    assert [one.fields["position"] for one in batch.documents] == list(range(1, 242))
    assert len(batch.pictures) == 14
    quick = by_file(batch)["building/quickstart.md"]
    assert quick.location == "/wiki/building-and-debugging-rustc/how-to-build-and-run/quickstart/"
    assert {what for _, kind, what in notes(batch) if kind == "broken link"} == {"./generic_arguments.md#GenericArgs"}


@pytest.mark.parametrize("site", ["", "https://book.example.org"])
def test_what_is_no_address_stays_as_it_is(tmp_path: Path, site: str) -> None:
    words = "# A\n\n[a](//[) ![b](http://[x) <a href='//a]b'>c</a>\n\n[d]: //[\n"
    batch = read(tmp_path, {"a.md": words}, site=site)
    assert text(by_file(batch)["a.md"]) == words
