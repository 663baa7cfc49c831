"""Paths: people write them in many ways, and the wiki stores them in one."""

import pytest
from courant_kit.calls.errors import Invalid
from courant_wiki.addresses import paths
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a/b/c", "a/b/c"),
        ("/Handbook/First steps/", "handbook/first-steps"),
        ("Größe & mehr", "größe-mehr"),
        ("Gro\u0308ße", "größe"),
        ("हिन्दी", "हिन्दी"),
        ("snake_case", "snake_case"),
        ("C++ / C#", "c-plus-plus/c-sharp"),
    ],
)
def test_a_path_is_kept_in_one_form(written: str, kept: str) -> None:
    assert paths.clean(written) == kept


@pytest.mark.parametrize(
    "written", ["", "/", "a//b", "???", "a/../b", "a/~edit", "~new", "feed", "Feed/", "/".join("a" * 13)]
)
def test_what_is_no_path_is_refused(written: str) -> None:
    with pytest.raises(Invalid) as refused:
        paths.clean(written)
    assert refused.value.field == "path"


def test_long_paths_are_refused_in_words() -> None:
    with pytest.raises(Invalid, match=r"10,000 characters; at most 100"):
        paths.clean("x" * 10_000)
    with pytest.raises(Invalid, match=r"at most 500"):
        paths.clean("/".join(["x" * 90] * 6))


@given(st.text())
def test_slugs_stay_as_they_are(words: str) -> None:
    assert paths.slug(paths.slug(words)) == paths.slug(words)


@given(st.text())
def test_a_clean_path_is_clean(words: str) -> None:
    try:
        path = paths.clean(words)
    except Invalid:
        return
    assert paths.clean(path) == path
    assert "~" not in path


def test_where_pages_are() -> None:
    assert paths.location("a/b") == "/wiki/a/b/"
    assert paths.location("a", "~diff", 3, 5) == "/wiki/a/~diff/3/5/"
    assert paths.location("größe") == "/wiki/gr%C3%B6%C3%9Fe/"
    assert paths.location("", "~new") == "/wiki/~new/"


def test_what_lies_above() -> None:
    assert paths.above("a/b/c") == ["a", "a/b"]
    assert paths.above("a") == []
    assert paths.title_of("x/rustdoc-internals") == "Rustdoc internals"
