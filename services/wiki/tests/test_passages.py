"""Passages stay where they are through edits: pure, with texts that Hypothesis makes up."""

import pytest
from courant_wiki.discussion import passages
from courant_wiki.discussion.alignment import aligned
from courant_wiki.discussion.passages import CONTEXT, LONGEST, Quote, Span
from hypothesis import given
from hypothesis import strategies as st

PROSE = (
    "Rivers meet here in spring, when the snow on the hills melts.\n"
    "The ferry carries people, horses and carts across for a small coin.\n"
    "Nobody has ever built a bridge, although the council talks about it every year.\n"
    "In summer the ford is dry enough to walk through with bare feet."
)
WORDS = st.sampled_from(
    ["the", "a", "river", "hill", "ferry", "of", "in", "and", "coin", "bridge", "水", "é", "𝄞", "-"]
)
TEXTS = st.lists(WORDS | st.just("\n"), max_size=80).map(lambda words: " ".join(words).replace(" \n ", "\n").strip())


def span_of(text: str, exact: str) -> Span:
    """Where these words are, for the first time."""
    start = text.replace("\n", " ").index(exact)
    return Span(start, start + len(exact))


def follow(old: str, new: str, exact: str) -> str | None:
    """The words to which a passage was followed."""
    (found,) = passages.followed(old, new, [span_of(old, exact)])
    return new.replace("\n", " ")[found.start : found.end] if found else None


@given(TEXTS, TEXTS)
def test_what_two_texts_share_is_equal_and_in_order(old: str, new: str) -> None:
    flat, other = old.replace("\n", " "), new.replace("\n", " ")
    a = b = 0
    for run in aligned(old, new).runs:
        assert run.size > 0
        assert run.a >= a
        assert run.b >= b
        assert flat[run.a : run.a + run.size] == other[run.b : run.b + run.size]
        a, b = run.a + run.size, run.b + run.size


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.data())
def test_a_passage_with_its_surroundings_is_found_where_it_is(
    before: str, after: str, earlier: str, later: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(PROSE) - 1))
    end = data.draw(st.integers(at + 1, len(PROSE)))
    old, new = f"{before}\n{PROSE}\n{after}", f"{earlier}\n{PROSE}\n{later}"
    shift = len(before) + 1
    (found,) = passages.followed(old, new, [Span(shift + at, shift + end)])
    assert found == Span(len(earlier) + 1 + at, len(earlier) + 1 + end)


@given(TEXTS, TEXTS, TEXTS, TEXTS, st.data())
def test_a_unique_passage_is_never_found_elsewhere(
    before: str, after: str, earlier: str, later: str, data: st.DataObject
) -> None:
    words = PROSE.replace("\n", " ").split(" ")
    low = data.draw(st.integers(0, len(words) - 1))
    exact = " ".join(words[low : data.draw(st.integers(low + 1, len(words)))])
    old, new = f"{before} zeal {exact} zest {after}", f"{earlier} zinc {exact} zone {later}"
    if old.replace("\n", " ").count(exact) == new.replace("\n", " ").count(exact) == 1:
        (found,) = passages.followed(old, new, [span_of(old, exact)])
        assert found in (None, span_of(new, exact))


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_a_passage_that_was_removed_is_not_found(before: str, after: str, earlier: str, later: str) -> None:
    assert follow(f"{before}\n{PROSE}\n{after}", f"{earlier}\n{later}", "ever built a bridge, although the") is None


@given(TEXTS, TEXTS, st.data())
def test_a_passage_that_was_removed_comes_back_with_its_words(before: str, after: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(PROSE) - 1))
    end = data.draw(st.integers(at + 1, len(PROSE)))
    shift = len(before) + 1
    whole, less = f"{before}\n{PROSE}\n{after}", f"{before}\n{after}"
    wanted = passages.quoted(whole, Span(shift + at, shift + end))
    (gone,) = passages.followed(whole, less, [Span(shift + at, shift + end)])
    assert gone is None
    assert passages.regained(less, whole, [wanted]) in ([Span(shift + at, shift + end)], [None])
    if end - at >= CONTEXT:
        assert passages.regained(less, whole, [wanted]) == [Span(shift + at, shift + end)]


@given(TEXTS, TEXTS, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=5))
def test_nothing_is_out_of_bounds(old: str, new: str, spans: list[tuple[int, int]]) -> None:
    wanted = [Span(at, at + size) for at, size in spans if at + size <= len(old) and size]
    for found in passages.followed(old, new, wanted):
        assert found is None or 0 <= found.start < found.end <= len(new)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts(old: str, new: str) -> None:
    old, new = passages.words(old), passages.words(new)
    if old:
        (found,) = passages.followed(old, new, [Span(0, len(old))])
        assert found is None or (0 <= found.start < found.end <= len(new))


@pytest.mark.parametrize(
    ("exact", "new", "found"),
    [
        ("people, horses and carts", PROSE.replace("horses and carts", "oxen and carts"), "people, oxen and carts"),
        ("small coin", PROSE.replace("small coin", "large coin"), "large coin"),
        ("a small coin", PROSE.replace("small", "very small"), "a very small coin"),
        ("The ferry carries", PROSE.replace("carries people", "takes people"), "The ferry takes"),
        ("although the council", PROSE.replace(", although the council talks about it", ""), None),
        ("the hills", PROSE.replace("the hills", "a mountain"), None),
        ("when the snow on the hills melts.", "\n".join(PROSE.split("\n")[::-1]), "when the snow on the hills melts."),
        (
            "Nobody has ever built a bridge, although the council talks",
            PROSE.split("\n", 1)[1].replace("Nobody has ever", "Nobody here has") + "\n" + PROSE.split("\n", 1)[0],
            "Nobody here has built a bridge, although the council talks",
        ),
        ("summer the ford", PROSE.replace("\n", " "), "summer the ford"),
    ],
)
def test_what_becomes_of_a_passage(exact: str, new: str, found: str | None) -> None:
    assert follow(PROSE, new, exact) == found


def test_one_of_many_places_with_the_same_words() -> None:
    lines = [f"Line {number} is a line like every other line." for number in range(40)]
    old = "\n".join(lines)
    third = Span(old.index("a line like", old.index("Line 30")), old.index("a line like", old.index("Line 30")) + 11)
    assert passages.nth(old, third) == 30
    (found,) = passages.followed(old, "\n".join(lines[2:]), [third])
    assert found
    assert passages.nth("\n".join(lines[2:]), found) == 28
    assert passages.followed(old, "\n".join(lines[:30] + lines[31:]), [third]) == [None]


def test_what_was_elsewhere_before_is_not_taken_for_what_was_removed() -> None:
    old = "Release one was published on a Monday morning.\nOther words.\nRelease two was published on a Monday morning."
    assert follow(old, old.split("\n", 1)[1], "Release one was published on a Monday") is None
    twice = "The same sentence, which is long enough.\nBetween.\nThe same sentence, which is long enough."
    assert follow(twice, twice.split("\n", 1)[1], "The same sentence, which is long enough.") is None


def test_a_quotation_chooses_between_places_by_its_surroundings() -> None:
    text = "one fish\ntwo fish\nred fish"
    assert passages.chosen(text, Quote("fish", "two ")) == [Span(13, 17)]
    assert len(passages.chosen(text, Quote("fish"))) == 3
    assert passages.chosen(text, Quote("fish"), near=20) == [Span(22, 26)]
    assert passages.chosen(text, Quote("bird")) == []
    assert passages.nth(text, Span(13, 17)) == 1
    assert passages.nth(text, Span(0, 3)) == -1


def test_words_are_those_that_readers_see() -> None:
    html = "<h2 id='x'>A &amp; B</h2>\n<p>one<br />\ntwo  <b>th</b>ree\u00a0four<button>Copy</button></p>\n"
    html += "<pre>x\n  y</pre>"
    assert passages.words(html) == "A & B\none\ntwo three four\nx\ny"


def test_links_to_words() -> None:
    assert passages.link("a-b, c&d") == "#:~:text=a%2Db%2C%20c%26d"
    long = " ".join(f"word{number}" for number in range(40))
    ends = "word0%20word1%20word2%20word3%20word4,word35%20word36%20word37%20word38%20word39"
    assert passages.link(long) == f"#:~:text={ends}"


@pytest.mark.parametrize("unit", ["a", "a ", "ab\n", "one two three\n"])
def test_a_long_text_of_repetitions_is_bounded(unit: str) -> None:
    old = (unit * 400_000)[:400_000]
    spans = [Span(at, at + LONGEST) for at in range(0, 300_000, 100_000)]
    found = passages.followed(old, f"x {old[:200_000]} y {old[200_100:]}", spans)
    assert len(found) == len(spans)
