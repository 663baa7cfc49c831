"""What is found, in which order, and by whom: the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

import pytest
from courant_search import contract

from .staged_search import Search

pytestmark = pytest.mark.django_db


def test_all_words_must_be_there(search: Search) -> None:
    search.write("1", "Apples", "red and green")
    search.write("2", "Pears", "green only")
    assert search.keys("green ") == ["1", "2"] or search.keys("green ") == ["2", "1"]
    assert search.keys("red green ") == ["1"]
    assert search.keys("green -red ") == ["2"]
    assert search.keys("blue ") == []


def test_titles_come_first_the_nearest_of_them_before_the_others(search: Search) -> None:
    search.write("text", "Other", "router router router router")
    search.write("within", "The old router of the site")
    search.write("begins", "Router rights")
    search.write("is", "Router")
    assert search.keys("router ") == ["is", "begins", "within", "text"]
    assert search.keys("rout") == ["is", "begins", "within", "text"] or search.keys("rout")[-1] == "text"


def test_the_last_word_may_go_on(search: Search) -> None:
    search.write("1", "A", "searching for words")
    assert search.keys("sear") == ["1"]
    assert search.keys("sear ") == []
    assert search.keys("words sear") == ["1"]


def test_a_phrase_is_words_that_follow_each_other(search: Search) -> None:
    search.write("1", "A", "one two three")
    search.write("2", "B", "two one three")
    assert search.keys('"one two" three') == ["1"]
    assert search.keys('"two o') == ["2"]
    assert sorted(search.keys("two one ")) == ["1", "2"]


def test_a_phrase_is_found_at_the_end_of_a_long_text(search: Search) -> None:
    search.write("1", "Long", "le mot " * 9000 + "la fin vient")
    search.write("2", "Chinese", "中 " * 3000 + "中文测试")
    assert search.keys('"fin vient"') == ["1"]
    assert search.keys("中文测试") == ["2"]
    assert search.keys('"vient fin"') == []


def test_a_very_long_text_is_stored(search: Search) -> None:
    search.write("1", "Long", " ".join(f"word{number}" for number in range(35_000)))
    assert search.keys("word7 ") == ["1"]


@pytest.mark.parametrize(
    ("text", "q"),
    [
        ("Ein Café in Łódź", "cafe lodz"),
        ("Straße", "STRASSE"),
        ("written in C++", "c++"),
        ("don't", "don't"),
        ("don't", "don"),
        ("foo-bar", "foo-bar"),
        ("foo-bar", 'foo "bar'),
        ("这是中文测试", "中文"),
        ("这是中文测试", "试"),
        ("検索エンジン", "エンジン"),
        ("한국어 검색", "검색"),
        ("हिन्दी में", "हिन्दी"),
        ("covid-19 a@b.org node.js", "19 b.org js"),
        ('back\\slash it\'s "quoted"', "slash it's quoted"),
    ],
)
def test_what_people_type_is_found(search: Search, text: str, q: str) -> None:
    search.write("1", "A", text)
    search.write("2", "B", "something else")
    assert search.keys(q) == ["1"]


@pytest.mark.parametrize(
    "q",
    [
        "",
        " ",
        '"',
        "'",
        '"""',
        "-",
        "- -x",
        "*",
        "a*b",
        "(",
        "NEAR(a, b)",
        "a AND",
        "title:",
        "{x}",
        "\\",
        "''",
        ":b",
        "c+ +",
        "a:*b",
        "& | ! <->",
        "%s %",
        "x" * 5000,
        "😀",
        "a " * 300,
        "tag:",
        "tag:'",
        'author:"x',
    ],
)
def test_nothing_that_people_type_is_an_error(search: Search, q: str) -> None:
    search.write("1", "Title", "text")
    assert search.keys(q) in ([], ["1"])
    assert search.stage.page(contract.PAGE_RESULTS, q=q).status == 200


def test_excerpts_mark_what_was_found(search: Search) -> None:
    search.write("1", "A <title>", "The word & the <b>other</b> word")
    (one,) = search.ask("title word").results
    assert one.title == "A &lt;<mark>title</mark>&gt;"
    assert one.excerpt == "The <mark>word</mark> &amp; the &lt;b&gt;other&lt;/b&gt; <mark>word</mark>"


def test_filters(search: Search) -> None:
    search.write(
        "1", "One", "word", tags=["Big News"], author="Ada L", space="docs", date=datetime(2026, 1, 2, tzinfo=UTC)
    )
    search.write("2", "Two", "word", author="Eve", date=datetime(2026, 3, 4, 23, 59, tzinfo=UTC))
    search.write("3", "Three", "word", module="blog")
    assert search.keys("word", tag="big news") == ["1"]
    assert search.keys('word tag:"Big News"') == ["1"]
    assert search.keys("word", author="ada l") == ["1"]
    assert search.keys("word", space="docs") == ["1"]
    assert search.keys("word", module="blog") == ["3"]
    assert search.keys("word", since="2026-03-04", until="2026-03-04") == ["2"]
    assert search.keys("", tag="big news") == ["1"]
    assert search.keys("word", until="2026-02-30")
    assert search.keys("word", tag="big") == []


def test_everybody_finds_what_they_may_read_and_no_trace_of_the_rest(search: Search) -> None:
    for audience in (
        "live",
        "members",
        "staff",
        "admin",
        "person-ada",
        "person-Ada",
        "space-7",
        "personal",
        "of nobody",
    ):
        search.write(f"for {audience}", "secret", f"about xylophone{audience}", audience=audience)

    def found(role: str, name: str = "") -> set[str]:
        answer = search.ask("secret", role, name)
        assert answer.total == len(answer.results)
        return {one.key.removeprefix("for ") for one in answer.results}

    assert found("visitor") == found("backend") == {"live"}
    assert found("member", "eve#1") == {"live", "members"}
    assert found("member", "ada#1") == {"live", "members", "person-ada"}
    assert found("editor", "eve#1") == {"live", "members", "staff"}
    assert found("admin", "eve#1") == {"live", "members", "staff", "admin"}
    search.stage.running.standing.belongs("eve", ["7"])
    assert found("member", "eve#1") == {"live", "members", "space-7"}
    search.stage.running.standing.belongs("eve", [])
    assert found("member", "eve#1") == {"live", "members"}


def test_a_mistyped_word_is_guessed_from_what_the_caller_may_read(search: Search) -> None:
    for number in range(3):
        search.write(f"{number}", "About python", "snakes")
    search.write("secret", "Plans", "zeppelin", audience="staff")
    for q in ("pyhton", "pythn", "pythoon", "ypthon", "pyhto"):
        assert search.ask(q).meant == "python", q
    assert search.ask("pyhton snakes ").meant == "python snakes "
    assert search.ask("zepelin").meant == ""
    assert search.ask("zepelin", "editor", "eve#1").meant == "zeppelin"


def test_words_that_signs_join_follow_each_other_if_anything_has_them_so(search: Search) -> None:
    search.write("1", "One", "We don't tell. Rust 1.75.0 has std::vec here.")
    search.write("2", "Two", "To don a vec, std or 75 times; version 1.0")
    for q in ("don't", "1.75.0 ", "std::vec", "1.75"):
        assert search.keys(q) == ["1"], q
    assert search.keys("vec-std ") == ["2"]
    assert sorted(search.keys("std-1.")) == ["1", "2"]


def test_the_nearest_word_is_meant_and_of_several_the_one_beside_the_others(search: Search) -> None:
    search.write("1", "The borrow checker", "checks")
    for number in range(2, 6):
        search.write(f"{number}", "Boxes", "checked checkers")
    assert search.ask("borrow chekcer ").meant == "borrow checker "
    assert search.ask("boxes chekced").meant == "boxes checked"
    search.write("6", "Borrow a lamp", "light")
    search.write("7", "Animals", "lama")
    search.write("8", "More animals", "lama")
    assert search.ask("borrow lamo ").meant == "borrow lamp "
    assert search.ask("lamo ").meant == "lama "


def test_a_suspended_modules_documents_are_not_found(search: Search) -> None:
    search.write("1", "word")
    search.write("2", "word", module="blog")
    search.stage.running.standing.suspend(["blog"])
    assert search.keys("word") == ["1"]
    search.stage.running.standing.suspend([])
    assert sorted(search.keys("word")) == ["1", "2"]


def test_the_page_works_without_javascript(search: Search) -> None:
    search.write("1", "The <word>", "a text", tags=["x & y"])
    page = search.stage.page(contract.PAGE_RESULTS, q="word")
    assert page.noindex
    assert page.audience == "personal"
    assert page.status == 200
    assert 'value="word"' in page.html
    assert "The &lt;<mark>word</mark>&gt;" in page.html
    assert "?tag=x%20%26%20y" in page.html
    assert "1 result" in page.html
    assert "search.index-live-all" in page.fragments
    assert search.stage.page(contract.PAGE_RESULTS).fragments == {}
    assert "Nothing here has all" in search.stage.page(contract.PAGE_RESULTS, q="wort").html
    assert "?q=word" in search.stage.page(contract.PAGE_RESULTS, q="wrod").html


def test_the_parts_of_the_site_are_a_choice(search: Search) -> None:
    search.write("1", "word")
    search.write("2", "word", module="blog")
    html = search.stage.page(contract.PAGE_RESULTS, q="word", module="blog").html
    assert "1 result · Blog · <a" in html
    assert '<option value="">Everywhere</option><option value="wiki">Wiki</option>' in html
    assert '<option value="blog" selected>Blog</option>' in html
    assert (
        '<option value="x&quot;" selected>x&quot;</option>'
        in search.stage.page(contract.PAGE_RESULTS, module='x"').html
    )
    assert [(one.module, one.title) for one in search.ask("word").parts] == [("wiki", "Wiki"), ("blog", "Blog")]
    search.stage.running.standing.suspend(["blog"])
    assert [one.module for one in search.ask("word").parts] == ["wiki"]
    search.stage.running.standing.suspend([])


def test_the_page_has_pages(search: Search) -> None:
    search.shelf("wiki")
    for number in range(45):
        search.shelves["wiki"].put(f"{number}", f"word {number}")
    search.announce()
    first = search.stage.page(contract.PAGE_RESULTS, q="word").html
    assert "45 results" in first
    assert "?q=word&amp;page=2" in first
    last = search.stage.page(contract.PAGE_RESULTS, q="word", page=3).html
    assert last.count("<h2") == 5
    assert "Next" not in last
    assert search.stage.page(contract.PAGE_RESULTS, q="word", page=51).status == 404


@pytest.mark.parametrize("length", [399, 400, 401, 3000])
@pytest.mark.parametrize("field", ["author", "tag", "space", "module"])
def test_a_filter_of_any_length_is_answered(search: Search, field: str, length: int) -> None:
    search.write("1", "word", author="鷺" * 1000)
    assert search.keys("word", **{field: "鷺" * length}) == []
    assert search.keys("word", author="鷺" * 1000) == ["1"]
