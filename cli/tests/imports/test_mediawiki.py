"""What of a MediaWiki dump arrives in the wiki."""

from html import escape
from pathlib import Path

import pytest
from content_folders import written
from courant_cli.imports import history
from courant_cli.imports.batch import Batch, joined
from courant_cli.imports.exports.opening import opened
from courant_cli.imports.sources.mediawiki import converting
from courant_cli.imports.sources.mediawiki.titles import Titles
from courant_cli.imports.sources.mediawiki.wikitext import written as converted
from courant_cli.imports.targets import wiki
from unpacked import EXPORTS, batch, read

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><siteinfo>
<base>https://old.example/w/index.php/Main_Page</base><namespaces><namespace key="0"/>
<namespace key="1">Talk</namespace><namespace key="6">Datei</namespace></namespaces></siteinfo>"""


def page(title: str, *texts: str, namespace: int = 0, more: str = "") -> str:
    revisions = "".join(
        f"""<revision><timestamp>202{year}-01-01T00:00:00Z</timestamp><contributor><username>Ann</username></contributor>
<model>wikitext</model><text>{escape(text)}</text></revision>"""
        for year, text in enumerate(texts)
    )
    return f"<page><title>{title}</title><ns>{namespace}</ns>{more}{revisions}</page>"


def dump(folder: Path, *pages: str, end: str = "</mediawiki>") -> Path:
    return written(folder, {"wiki.xml": HEAD + "".join(pages) + end}) / "wiki.xml"


def markdown(wikitext: str) -> str:
    titles = Titles({"file": "6", "category": "14"})
    return converted(wikitext, titles.kind, lambda title: f"/{title}", lambda name: f"/files/{name}").text


@pytest.mark.parametrize(
    ("wikitext", "text"),
    [
        ("'''a''' ''b'' '''''c'''''", "**a** *b* ***c***"),
        ("== A ==\nb", "## A\n\nb"),
        ("* a\n** b\n* c\nd", "- a\n  - b\n- c\n\nd"),
        ("# a\n#* b\n# c", "1. a\n   - b\n1. c"),
        ("[[A]] [[A|b]] [https://x.example b] https://x.example/a_b",
         "[A](/A) [b](/A) [b](https://x.example) <https://x.example/a_b>"),
        ("{|\n|+ Cap\n! A !! B\n|-\n| 1 || 2\n|}", "**Cap**\n\n| A | B |\n| --- | --- |\n| 1 | 2 |"),
        ("a {{convert|1|unit=km}} b", "a (convert: 1, unit = km) b"),
        ("a<ref name=x>S</ref> b<ref name=x />", "a[^1] b[^1]\n\n[^1]: S"),
        ("[[File:C.png|thumb|90px|alt=A cat|''Cat'']]", "![A cat](/files/C.png)\n\n*Cat*"),
        ("[[File:a.png|thumb|cap<ref>S</ref>]]", "![cap](/files/a.png)\n\n*cap[^1]*\n\n[^1]: S"),
        ('<syntaxhighlight lang="py">\na*b\n</syntaxhighlight>', "```py\na*b\n```"),
        ("<nowiki>[[a]]</nowiki> # 1. * _x_ $5 <b", r"\[\[a\]\] \# 1. \* \_x\_ \$5 \<b"),
        ("H<sub>2</sub>O <!-- gone -->__NOTOC__", "H<sub>2</sub>O"),
        ("1. no list", r"1\. no list"),
    ],
)  # fmt: skip
def test_wikitext(wikitext: str, text: str) -> None:
    assert markdown(wikitext) == text


def test_the_newest_text_arrives_with_its_day_and_author(tmp_path: Path) -> None:
    found = read(dump(tmp_path, page("tea time", "old", "new [[Category:Drinks]]")), "wiki")
    fields = found.documents["Tea time.md"].fields
    assert found.text("Tea time.md").strip() == "new"
    assert (fields["title"], fields["path"], fields["author"]) == ("Tea time", "tea-time", "Ann")
    assert (fields["tags"], fields["created"]) == (["Drinks"], "2021-01-01T00:00:00+00:00")
    assert ("older revisions that are not imported", "1") in found.told("Tea time.md")


def test_redirects_are_old_addresses_and_links_pass_through_them(tmp_path: Path) -> None:
    found = read(dump(
        tmp_path, page("A", "see [[b#Part]], [[Was]] and [[nowhere]]"), page("B", "== Part ==\nx"),
        page("Was", "#REDIRECT [[B#Part]]", more='<redirect title="B"/>'),
        page("One", "#REDIRECT [[Two]]"), page("Two", "#REDIRECT [[One]]"),
    ), "wiki")  # fmt: skip
    assert found.text("A.md").strip() == "see [b#Part](/wiki/b/#part), [Was](/wiki/b/#part) and nowhere"
    assert "w/index.php/Was" in found.field("B.md", "old")
    assert {what for kind, what in found.told("wiki.xml") if kind == "redirect that leads to no page"} == {"One", "Two"}


def test_a_list_whose_first_line_is_a_link_is_no_redirect(tmp_path: Path) -> None:
    found = read(dump(tmp_path, page("Long", "#Siehe [[Bar]]\n#Zwei"), page("Bar", "x")), "wiki")
    assert sorted(found.documents) == ["Bar.md", "Long.md"]


def test_other_namespaces_and_hidden_texts_are_said(tmp_path: Path) -> None:
    hidden = '<page><title>H</title><ns>0</ns><revision><text deleted="deleted"/></revision></page>'
    found = read(dump(tmp_path, page("A", "x"), page("Talk:A", "y", namespace=1), hidden), "wiki")
    assert list(found.documents) == ["A.md"]
    assert ("namespace that is not imported", "Talk (1)") in found.told("wiki.xml")
    assert ("its text is not in the dump", "") in found.told("H")


def test_pictures_are_found_where_mediawiki_stores_them(tmp_path: Path) -> None:
    written(tmp_path, {"images/e/ea/My_cat.png": b"x"})
    hashed = next((tmp_path / "images").rglob("*.png"))
    with batch(dump(tmp_path, page("A", "[[Datei:my cat.png]] [[File:Dog.png]]")), "wiki") as found:
        told = found.told("A.md")
    assert ("picture that is not in images/ beside the dump", "Dog.png") in told
    assert hashed.is_file()


def test_subpages_lie_below_their_page(tmp_path: Path) -> None:
    found = read(dump(tmp_path, page("A", "x"), page("A/B", "x"), page("A/../C?", "x")), "wiki")
    assert [one.location for one in found.documents.values()][:2] == ["/wiki/a/", "/wiki/a/b/"]


def test_a_dump_that_ends_too_early_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    found = read(dump(tmp_path, page("A", "x"), page("B", "y")[:60], end=""), "wiki")
    assert "A.md" in found.documents
    assert any(kind == "damaged export" for kind, _ in found.told("wiki.xml"))


@pytest.mark.skipif(not EXPORTS.is_dir(), reason="the real exports are not beside the checkout")
def test_a_real_dump_arrives() -> None:
    found = read(EXPORTS / "mediawiki.xml", "wiki")
    assert sorted(found.documents) == ["Main Page.md", "Module-Foo.md", "Moved here.md", "Page one.md"]
    assert found.text("Page one.md").strip() == "second version"
    assert found.field("Page one.md", "old")[-1].endswith("Old_lower")


def test_several_processes_convert_the_articles_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "FEW", 3)
    monkeypatch.setattr(converting, "MOST_PROCESSES", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    written(tmp_path, {"images/A.png": b"\x89PNG\r\n\x1a\n"})
    texts = (f"''{number}'' [[Page {number + 1}]] [[File:A.png]] [[File:B.png]]" for number in range(30))
    with batch(dump(tmp_path, *(page(f"Page {at}", text) for at, text in enumerate(texts))), "wiki") as found:
        assert len(found.documents) == 30
        assert found.text("Page 7.md").strip() == "*7* [Page 8](/wiki/page-8/) ![](<A.png>) B.png"
        assert all(kind.startswith("picture that is not") for kind, _ in found.told("Page 7.md"))


def past(path: Path, most: int = 200) -> tuple[dict[str, list[tuple[str, str, str]]], Batch]:
    """The author, comment and text of each older revision of the pages of a dump, and the pages."""
    with opened(path, "wiki", history=most) as content:
        assert content.staging is not None
        found = wiki.read(content.folder, finished=True)
        history.dated(found, content, content.staging.revisions)
        history.add(found, content, content.staging.revisions, lambda *_: None)
        found.notes += content.staging.notes
        return {
            one.file: [(said["author"], said.get("summary", ""), joined(row, {})) for said, row in one.past or ()]
            for one in found.documents
        }, found  # fmt: skip


def revision(moment: str, text: str, more: str) -> str:
    return f"<revision><timestamp>{moment}</timestamp>{more}<model>wikitext</model>{text}</revision>"


def test_older_revisions_are_those_of_the_page(tmp_path: Path) -> None:
    ann, bob = (f"<contributor><username>{name}</username></contributor>" for name in ("Ann", "Bob"))
    hidden = '<contributor deleted="deleted"/><comment deleted="deleted"/>'
    texts = "".join((
        revision("2022-01-01T00:00:00Z", "<text>[[B]] ''now''</text>", f"{bob}<comment>third</comment>"),
        revision("2020-01-01T00:00:00Z", "<text>[[B]] ''once''</text>", f"{ann}<comment>first  one</comment>"),
        revision("2021-01-01T00:00:00Z", '<text deleted="deleted"/>', ann),
        revision("2020-06-01T00:00:00Z", "<text>two</text>", hidden),
    ))  # fmt: skip
    found, pages = past(dump(tmp_path, f"<page><title>A</title><ns>0</ns>{texts}</page>", page("B", "x")))
    assert found == {
        "A.md": [("Ann", "first one", "[B](/wiki/b/) *once*"), ("Anonymous", "", "two")],
        "B.md": [],
    }
    newest = next(one.fields for one in pages.documents if one.file == "A.md")
    assert (newest["author"], newest["summary"], newest["created"]) == ("Bob", "third", "2022-01-01T00:00:00+00:00")
    assert ("A.md", "older revisions that are not imported", "1") in {
        (one.file, one.kind, one.what) for one in pages.notes
    }


def test_of_a_long_history_the_newest_revisions_arrive(tmp_path: Path) -> None:
    found, pages = past(dump(tmp_path, page("A", *(f"text {year}" for year in range(6)))), 2)
    assert [text for *_, text in found["A.md"]] == ["text 3", "text 4"]
    assert [one.what for one in pages.notes if one.kind == "older revisions that are not imported"] == ["3"]


@pytest.mark.skipif(not EXPORTS.is_dir(), reason="the real exports are not beside the checkout")
def test_the_history_of_a_real_dump_arrives() -> None:
    found, pages = past(EXPORTS / "mediawiki.xml")
    assert {file: len(some) for file, some in found.items() if some} == {"Moved here.md": 1}
    assert {one.fields["summary"] for one in pages.documents if one.file == "Page one.md"} == {"summary x"}
