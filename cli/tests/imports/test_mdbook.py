"""mdbook's preprocessing of a chapter: includes, hidden lines, its own commands."""

from pathlib import Path

import pytest
from content_folders import written
from courant_cli.imports.sources.mdbook import excerpt, prepared

LINES = "one\n// ANCHOR: part\ntwo\nthree\n// ANCHOR_END: part\nfour\n"


def run(root: Path, text: str) -> tuple[str, list[tuple[str, str]]]:
    """The prepared chapter, and the notes on it."""
    told: list[tuple[str, str]] = []

    def find(name: str) -> Path | None:
        return root / name if (root / name).is_file() else None

    return prepared(text, find, lambda kind, what: told.append((kind, what))), told


@pytest.mark.parametrize(
    ("which", "part"),
    [("", "one\ntwo\nthree\nfour"), ("3", "two"), ("3:4", "two\nthree"), (":1", "one"), ("6:", "four"),
     ("part", "two\nthree"), ("absent", "")],
)  # fmt: skip
def test_a_part_of_a_file(which: str, part: str) -> None:
    assert excerpt(LINES, which) == part


@pytest.mark.parametrize("name", ["include", "rustdoc_include", "playground"])
def test_files_are_included(tmp_path: Path, name: str) -> None:
    written(tmp_path, {"a.rs": LINES})
    assert run(tmp_path, f"```rust\n{{{{#{name} a.rs:part}}}}\n```") == ("```rust\ntwo\nthree\n```", [])


def test_included_files_include_others_and_an_end_is_made(tmp_path: Path) -> None:
    written(tmp_path, {"a.md": "A {{#include b.md}}", "b.md": "B", "loop.md": "L{{#include loop.md}}"})
    assert run(tmp_path, "{{#include a.md}}")[0] == "A B"
    assert run(tmp_path, "{{#include loop.md}}")[0] == "LLLLL(loop.md is missing)"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    told = [("included file is missing", "gone.rs")]
    assert run(tmp_path, "{{#include gone.rs:3}}") == ("(gone.rs is missing)", told)


def test_other_commands(tmp_path: Path) -> None:
    text, told = run(tmp_path, "{{#title x}}\\{{#include a.md}} {{#quiz a.toml}}\n<!-- toc -->\n{{gb}{d}}")
    assert text == "{{#include a.md}} {{#quiz a.toml}}\n{{gb}{d}}"
    assert told == [("mdbook command, left unchanged", "#quiz")]


def test_lines_of_rust_are_hidden_as_mdbook_does(tmp_path: Path) -> None:
    text = (
        "# A heading\n\n```rust,ignore\n# use x;\n#\nfn main() {}\n#[test]\n## kept\n```\n\n```sh\n# a comment\n```\n"
    )
    assert run(tmp_path, text)[0] == (
        "# A heading\n\n```rust,ignore\nfn main() {}\n#[test]\n# kept\n```\n\n```sh\n# a comment\n```\n"
    )
