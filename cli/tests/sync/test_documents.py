"""Files of the branch as pages: what breaks a limit or cannot be read is said, with the words that can."""

import pytest
from courant_cli.sync import documents

HEAD = "title: Fern\nid: fern\n"


def parsed(head: str, text: str = "Green.") -> documents.Document:
    return documents.parsed(f"---\n{head}---\n\n{text}\n".encode())


def test_a_file_with_front_matter_that_cannot_be_read_keeps_its_words() -> None:
    broken = parsed("title: [\n", "Green.\n\n---\n\nMore.")
    assert broken.wrong.startswith("In the file, the front matter is no YAML")
    assert broken.text == "Green.\n\n---\n\nMore."
    assert documents.parsed(b"---\ntitle: x\n\nGreen.\n").text == "---\ntitle: x\n\nGreen."
    latin = documents.parsed("Größe\n".encode("latin-1"))
    assert (latin.wrong, latin.text[:2]) == ("It is not UTF-8.", "Gr")


@pytest.mark.parametrize(
    ("head", "text", "wrong"),
    [
        (HEAD + f"tags: [{', '.join(f't{one}' for one in range(101))}]\n", "", "It has 101 tags; at most 30"),
        (HEAD + f"tags: {'x' * 51}\n", "", "Its tag has 51 characters"), (f"title: {'x' * 201}\n", "", "Its title has"),
        ("id: x\n", "# " + "x" * 201, "Its title has"), (HEAD + f"path: {'x' * 501}\n", "", "Its path has"),
        (f"title: x\nid: {'x' * 2001}\n", "", "Its id has"), (HEAD, "x" * 400_001, "Its text has 400,001 characters"),
        (HEAD, "a\x00b", "It has a character NUL"),
    ],
)  # fmt: skip
def test_a_file_that_breaks_a_limit_says_which(head: str, text: str, wrong: str) -> None:
    assert parsed(head, text).wrong.startswith(wrong)


def test_a_file_within_the_limits_is_a_page() -> None:
    assert parsed(HEAD + "tags: [a, b]\n", "x" * 400_000).wrong == ""
