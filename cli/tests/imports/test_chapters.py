"""The order, nesting and paths of a book's chapters."""

from courant_cli.imports.targets.wiki.chapters import Chapter, of_files, of_summary, slug, title_of

SUMMARY = """\
# Summary

[Start](./start.md)
[Second](more/second.md)

# Part *one*

- [Building](./building/intro.md)
    - [Quick `start`](./building/quick.md)
        - [Deeper](./building/quick/deeper.md)
    - [To write]()
        - [Below it](below.md)
- [Intro](part-one/intro.md)
- [Spaces](<with space.md>)

---

# Part two

1. [Same](a/same.md)
2. [Same](b/same.md)
3. [Same](c/b/same.md)

[End](appendix/end.md)
"""


def test_a_summary() -> None:
    assert of_summary(SUMMARY) == [
        Chapter("Start", "start.md", "start"),
        Chapter("Second", "more/second.md", "more/second"),
        Chapter("Building", "building/intro.md", "part-one/building"),
        Chapter("Quick start", "building/quick.md", "part-one/building/quick"),
        Chapter("Deeper", "building/quick/deeper.md", "part-one/building/quick/deeper"),
        Chapter("To write", "", "part-one/building/to-write"),
        Chapter("Below it", "below.md", "part-one/building/to-write/below"),
        Chapter("Intro", "part-one/intro.md", "part-one/intro"),
        Chapter("Spaces", "with space.md", "part-one/with-space"),
        Chapter("Same", "a/same.md", "part-two/same"),
        Chapter("Same", "b/same.md", "part-two/same-b"),
        Chapter("Same", "c/b/same.md", "part-two/same-2"),
        Chapter("End", "appendix/end.md", "appendix/end"),
    ]


def test_below_a_path_the_index_stands_at_that_path() -> None:
    found = of_summary("[The book](index.md)\n\n- [How to](how-to/index.md)\n  - [Run](how-to/run.md)\n", "book")
    assert [one.path for one in found] == ["book", "book/how-to", "book/how-to/run"]


def test_at_the_top_the_index_is_called_by_its_title() -> None:
    assert of_summary("[The book](README.md)\n")[0].path == "the-book"


def test_a_plain_tree() -> None:
    files = ["b/deep.md", "a.md", "b/index.md", "README.md", "b/Another One.md"]
    assert [(one.file, one.path) for one in of_files(files, "docs")] == [
        ("README.md", "docs"), ("a.md", "docs/a"), ("b/index.md", "docs/b"),
        ("b/Another One.md", "docs/b/another-one"), ("b/deep.md", "docs/b/deep"),
    ]  # fmt: skip


def test_segments_and_titles_as_the_wiki_writes_them() -> None:
    assert slug("Größe & mehr_") == "größe-mehr_"
    assert slug("x" * 200) == "x" * 100
    assert title_of("a/first-steps") == "First steps"
