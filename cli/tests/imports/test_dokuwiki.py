"""What of DokuWiki's data folder arrives: marks, links, pictures, people, rights and older revisions."""

import gzip
from pathlib import Path

import pytest
from content_folders import written
from courant_cli.imports.exports.opening import opened
from courant_cli.imports.sources import pandoc
from courant_cli.imports.sources.dokuwiki import ids, marks, unpacking
from courant_cli.imports.sources.dokuwiki.access import UNKNOWN, Access, access
from courant_cli.imports.targets import wiki as wiki_target
from courant_cli.installation import Trouble
from unpacked import Read, batch, read

OPEN = "<?php\n$conf['title'] = 'Tea';\n"
HEAD = "====== A title ======\n\n"
CHANGES = "1600000000\t1.2.3.4\tC\tns:page\tann\tcreated\t\t5\n1700000000\t1.2.3.4\tE\tns:page\tbob\tmore\t\t5\n"


def wiki(folder: Path, **files: str | bytes) -> Path:
    """A data folder; `__` in names stands for a slash."""
    written(folder / "data", {name.replace("__", "/"): content for name, content in files.items()})
    for one in ("pages", "meta"):
        (folder / "data" / one).mkdir(parents=True, exist_ok=True)
    if not (folder / "conf" / "acl.auth.php").is_file():
        written(folder, {"conf/local.php": OPEN})
    return folder


def page(folder: Path, text: str, **files: str | bytes) -> Read:
    return read(wiki(folder, **{"pages__ns__page.txt": HEAD + text, **files}), "wiki")


def test_marks_become_markdown(tmp_path: Path) -> None:
    text = """**bold** //it// ''mono'' <del>gone</del>((a note)) %%[[no]]%%

  * one
    * two
  - first

^ A ^ B ^
| 1 | 2 |

<code python>
x = [[y]]  {{z}}
</code>
"""
    found = page(tmp_path, text)
    assert found.field("ns/page.md", "title") == "A title"
    words = found.text("ns/page.md")
    for part in (
        "**bold** *it* `mono` ~~gone~~[^1]",
        "- one\n  - two",
        "1.  first",
        "x = [[y]]  {{z}}",
        "[^1]: a note",
    ):
        assert part in words
    assert "\\[\\[no\\]\\]" in words
    assert [[one.strip() for one in line.split("|")[1:-1]] for line in words.splitlines() if "| A" in line] == [
        ["A", "B"]
    ]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("other", "/wiki/ns/other/"), ("ns:other", "/wiki/ns/other/"), (":top", "/wiki/top/"), ("..:top", "/wiki/top/"),
        (".:other", "/wiki/ns/other/"), ("deep:", "/wiki/deep/"), ("Größe", "/wiki/ns/groesse/"),
        ("ns/other", "/wiki/ns/other/"), ("other#A part", "/wiki/ns/other/#a-part"),
    ],
)  # fmt: skip
def test_links_lead_to_the_page_that_dokuwiki_means(tmp_path: Path, link: str, address: str) -> None:
    found = page(
        tmp_path, f"[[{link}|words]]", pages__ns__other__txt="", **{
            "pages__ns__other.txt": "====== Other ======\n===== A part =====\n", "pages__top.txt": "Top",
            "pages__deep__start.txt": "Deep", "pages__ns__groesse.txt": "G",
        })  # fmt: skip
    assert f"[words]({address})" in found.text("ns/page.md")


def test_a_link_that_leads_nowhere_is_words_and_in_the_report(tmp_path: Path) -> None:
    found = page(tmp_path, "[[gone]] [[wp>Tea]] [[https://a.example/x|out]]")
    assert "gone [Tea](https://en.wikipedia.org/wiki/Tea) [out](https://a.example/x)" in found.text("ns/page.md")
    assert ("link to a page that is not there", "gone") in found.told("ns/page.md")


def test_pictures_and_what_plugins_would_have_done(tmp_path: Path) -> None:
    text = '{{ :ns:cup.png?200 |A cup}} {{gone.png}} {{tag>tea "green tea"}} {{page>x}} ~~NOTOC~~ <WRAP box>in</WRAP>'
    wiki(tmp_path, **{"pages__ns__page.txt": HEAD + text, "media__ns__cup.png": b"picture"})
    with batch(tmp_path, "wiki") as found:
        assert "![A cup](<cup.png>)" in found.text("ns/page.md")
        assert found.field("ns/page.md", "tags") == ["tea", "green tea"]
        assert {file.read_bytes() for file in found.documents["ns/page.md"].pictures} == {b"picture"}
    assert not {"NOTOC", "WRAP", "page>"} & set(found.text("ns/page.md").split())
    assert {what for _, what in found.told("ns/page.md")} >= {"gone.png", "page", "<WRAP>"}


def test_dates_people_and_old_addresses(tmp_path: Path) -> None:
    users = "# comment\nbob:$1$hash:Bob B.:bob@example.org:user\n"
    written(tmp_path, {"conf/users.auth.php": users})
    found = page(tmp_path, "Text", meta__ns__page__x="", **{"meta__ns__page.changes": CHANGES})
    fields = found.documents["ns/page.md"].fields
    assert (fields["author"], fields["created"]) == ("bob", "2023-11-14T22:13:20+00:00")
    assert fields["old"] == ["ns/page", "ns:page", "doku.php/ns:page"]
    assert [(one.source, one.file) for one in found.leads] == [("/doku.php?id=ns:page", "ns/page.md")]
    assert "hash" not in str(found)


def test_what_not_everybody_could_read_stays_out(tmp_path: Path) -> None:
    written(tmp_path, {"conf/acl.auth.php": "# <?php exit()?>\n*  @ALL  1\nns:*  @ALL  0\nns:*  @user  8\n"})
    found = page(tmp_path, "SECRET", **{"pages__open.txt": "Open"})
    assert list(found.documents) == ["open.md"]
    assert any(kind.startswith("draft") for kind, _ in found.told("ns/page.md"))


def test_a_picture_that_not_everybody_could_see_stays_out(tmp_path: Path) -> None:
    rights = "* @ALL 1\nns:secret:* @ALL 0\nns:secret:cup.png @ALL 1\n"
    written(tmp_path, {"conf/acl.auth.php": rights})
    found = page(tmp_path, "{{ns:secret:cup.png|A cup}} {{ns:open.png}}", **{
        "media__ns__secret__cup.png": b"SECRET", "media__ns__open.png": b"open", "pages__ns__secret__other.txt": "x",
    })  # fmt: skip
    assert [file.name for file in found.documents["ns/page.md"].pictures] == ["open.png"]
    assert "A cup" in found.text("ns/page.md")
    assert (unpacking.NOT_FOR_EVERYBODY, "ns:secret:cup.png") in found.told("ns/page.md")


def test_where_nobody_knows_who_could_read_it_everything_stays_out(tmp_path: Path) -> None:
    wiki(tmp_path, **{"pages__ns__page.txt": "SECRET {{cup.png}}", "media__ns__cup.png": b"SECRET"})
    (tmp_path / "conf" / "local.php").unlink()
    found = read(tmp_path, "wiki")
    assert not found.documents
    assert [kind for file, kind, _ in found.notes if file == "conf"] == [UNKNOWN]
    with opened(tmp_path, "wiki", public=True) as content:
        assert [one.file for one in wiki_target.read(content.folder, finished=True).documents] == ["ns/page.md"]


def test_what_people_say_changes_nothing_where_the_rights_are_known(tmp_path: Path) -> None:
    written(tmp_path, {"conf/acl.auth.php": "ns:* @ALL 0\n* @ALL 1\n"})
    wiki(tmp_path, **{"pages__ns__page.txt": "SECRET", "pages__open.txt": "Open"})
    with opened(tmp_path, "wiki", public=True) as content:
        assert [one.file for one in wiki_target.read(content.folder, finished=True).documents] == ["open.md"]


@pytest.mark.parametrize(
    ("settings", "known"),
    [
        ([OPEN], True), ([], False), (["$conf['useacl'] = 1;"], False), (["$conf['useacl'] = 0;"], True),
        ([OPEN, '$conf["useacl"]=true;'], False), (["include 'more.php';"], False),
        (["$conf['useacl'] = getenv('ACL');"], False), (['$conf["useacl"] = 0;', "$conf['useacl'] = 1;"], False),
    ],
)  # fmt: skip
def test_without_a_list_of_rights_the_settings_say_whether_one_was_used(settings: list[str], known: bool) -> None:
    found, is_known = access(None, settings, public=False)
    assert (is_known, found.is_public("a:b"), found.shows("a:b.png")) == (known, known, known)


def test_an_empty_list_of_rights_gives_nobody_any(tmp_path: Path) -> None:
    found, known = access("# nothing\n", [OPEN], public=True)
    assert (known, found.is_public("a")) == (True, False)


def test_each_page_has_a_file_of_its_own(tmp_path: Path) -> None:
    names = ("start", "index", "readme", "ns:start", "ns:index", "ns:readme")
    found = page(tmp_path, "x", **{f"pages__{one.replace(':', '__')}.txt": f"Words of {one}" for one in names})
    texts = {row.fields["path"]: found.text(file).strip() for file, row in found.documents.items()}
    assert len(texts) == len(names) + 1
    assert {texts["ns"], texts["ns/index_"], texts["ns/readme_"]} == {
        "Words of ns:start", "Words of ns:index", "Words of ns:readme"}  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "public"),
    [
        (["* @ALL 1"], True), (["* @ALL 0"], False), ([], False), (["* @user 8"], False),
        (["* @ALL 0", "a:* @ALL 1"], True), (["a:* @ALL 1", "a:b @ALL 0"], False),
        (["a:* @ALL 0", "a:b %40ALL 1"], True), (["* @all 1"], False),
        (["* @ALL 1", "a:* @ALL 0"], False),
    ],
)  # fmt: skip
def test_the_most_particular_right_counts(lines: list[str], public: bool) -> None:
    assert Access(lines).is_public("a:b") is public


@pytest.mark.parametrize(
    ("words", "found"),
    [("Größe (2)", "groesse_2"), ("A  b:C", "a_b:c"), ("é", "e"), ("../x", "x"), ("中文", "中文"), ("_x_", "x")],
)
def test_ids_are_cleaned_as_dokuwiki_cleans_them(words: str, found: str) -> None:
    assert ids.clean(words) == found


def test_older_revisions_are_set_aside_if_they_are_wanted(tmp_path: Path) -> None:
    wiki(tmp_path, **{
        "pages__ns__page.txt": "New", "meta__ns__page.changes": CHANGES,
        "attic__ns__page.1600000000.txt.gz": gzip.compress(b"**Old** [[page]]"),
    })  # fmt: skip
    with opened(tmp_path, "wiki", history=5) as content:
        assert content.staging
        one, newest = content.staging.revisions("ns/page.md")
    assert (newest.author, newest.summary, newest.text) == ("bob", "more", "")
    assert (one.author, one.summary, one.text.strip()) == ("ann", "created", "**Old** [page](/ns/page.md)")
    with opened(tmp_path, "wiki") as content:
        assert content.staging
        assert not content.staging.revisions("ns/page.md")


def test_full_names_are_used_if_they_are_asked_for(tmp_path: Path) -> None:
    written(tmp_path, {"conf/users.auth.php": "bob:$1$hash:Bob B.:bob@example.org:user\n"})
    with opened(wiki(tmp_path, **{"pages__a.txt": "x", "meta__a.changes": CHANGES}), "wiki", names=True) as content:
        assert '"author": "Bob B."' in (content.folder / "a.md").read_text()


def test_texts_share_a_process_and_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["**a**", "  * one\n  * two", "  * three", "b((note))", "", "c((other))", "<code>\nopen", "x</code>", "d"]
    alone = [pandoc.markdown(one, "dokuwiki-smart") for one in texts]
    runs, run = list[str](), pandoc.markdown
    monkeypatch.setattr(pandoc, "markdown", lambda text, marks: runs.append(text) or run(text, marks))
    found = list(pandoc.several(texts, "dokuwiki-smart", marks.reaches_out))
    assert [str(one).strip() for one in found] == [one.strip() for one in alone]
    assert len(runs) == 7  # one for the first three; "", "d" and each that reaches out have their own


def test_its_pages_belong_into_the_wiki(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="courant import wiki"), batch(wiki(tmp_path, **{"pages__a.txt": "x"}), "blog"):
        pass
