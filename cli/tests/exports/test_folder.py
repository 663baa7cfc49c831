"""The files of an export: read as they were written, small in diffs, and only ever in a folder of its own."""

import asyncio
import os
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from courant_cli.exports.folder import media, redirects, shape, shelf, texts
from courant_cli.exports.folder.bringing import _Bringing
from courant_cli.exports.folder.names import beside, filed, page_file, post_file
from courant_cli.exports.folder.shelf import Shelf
from courant_cli.exports.folder.texts import Unreadable
from courant_cli.imports.report import Report
from courant_cli.imports.targets.blog import BLOG
from courant_cli.installation import Trouble
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@given(st.dictionaries(st.sampled_from(["title", "date", "tags"]), WORDS, min_size=1), WORDS)
def test_what_is_written_is_read(fields: dict[str, str], text: str) -> None:
    kept = {name: value for name, value in fields.items() if value} or {"title": "x"}
    assert texts.read(texts.written(kept, text)) == (kept, text)


@pytest.mark.parametrize(
    "title", ["no", "2026-11-23", "4:20", "# one", "- x", "---", "’“\U0001f33f\u2028", "null", "0x1f"]
)
def test_titles_stay_words(title: str) -> None:
    assert texts.read(texts.written({"title": title}, "---\nwords\n---\n"))[0]["title"] == title


def test_a_date_that_somebody_wrote_without_quotes_is_a_word() -> None:
    assert texts.read("---\ndate: 2026-11-23\n---\n\nx\n")[0] == {"date": "2026-11-23"}


@pytest.mark.parametrize(
    "content", ["words", "---\ntitle: x", "---\n- x\n---\n", "---\n[\n---\n", "---\na: &b [1]\nc: *b\n---\n"]
)
def test_what_is_no_front_matter_is_said(content: str) -> None:
    with pytest.raises(Unreadable):
        texts.read(content)


POST: dict[str, Any] = {
    "id": 7, "entry_id": "urn:uuid:1", "title": "T", "slug": "t", "path": "2026/01/02/t",
    "summary": "", "author": "a, b", "section": "news", "tags": ["x"], "published": True,
    "date": "2026-01-02T00:00:00+00:00", "day": "2026-01-02",
    "timed": False, "created": "2026-01-02T00:00:00Z", "updated": "2026-01-02T00:00:00Z", "edited_by": "b",
    "redirects": ["old.html"], "version": 1, "address": "/blog/2026/01/02/t/", "excerpt": "Words",
    "image": "", "comments": 0, "state": "published", "planned": "", "cover": "/media/blog/a.png", "cover_alt": "A",
    "series": "Ferns", "part": 2, "pinned": True, "language": "nl", "translation": "here/t",
}  # fmt: skip


def test_a_post_comes_back_from_its_front_matter() -> None:
    fields, text = texts.read(texts.written(shape.of_post(POST), "Words"))
    assert (fields["authors"], fields["aliases"], fields["state"]) == (["a", "b"], ["/old.html"], "published")
    again = shape.post_again(fields, text)
    same = {name: POST[name] for name in again if name in POST and POST[name] != ""}
    assert {name: again[name] for name in same} == same


@pytest.mark.parametrize("state", ["unlisted", "archived", "review", "scheduled"])
def test_a_state_is_kept(state: str) -> None:
    again = shape.post_again(*texts.read(texts.written(shape.of_post({**POST, "state": state}), "Words")))
    assert (again["state"], again["published"]) == (state, state in {"unlisted", "archived"})


@pytest.mark.parametrize("state", ["draft", "", "Published?", None, True])
def test_a_state_that_is_not_understood_is_a_draft(state: Any) -> None:
    assert shape.post_again({"id": "urn:x", "state": state}, "")["published"] is False


def test_a_text_without_an_id_is_no_part_of_an_export() -> None:
    with pytest.raises(Unreadable, match="no `id`"):
        shape.post_again({"title": "x"}, "")


def test_files_follow_addresses_and_fit_every_file_system() -> None:
    assert post_file(POST) == "blog/2026/01/02/t.md"
    assert post_file({**POST, "address": ""}).startswith("blog/drafts/t-")
    assert page_file({"path": "a/ü"}) == "wiki/a/ü.md"
    assert beside("wiki/a.md", "threads") == "wiki/a.threads.json"
    assert filed("a/../b\\c") == "a/-/b-c"
    long = filed(f"{'語' * 100}/{'語' * 99}x").split("/")
    assert max(len(part.encode()) for part in long) <= 180
    assert long[0] != long[1]


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    for text in ("one", "two"):
        box = Shelf(tmp_path / "out")
        box.begin("https://a.example")
        box.put("blog/same.md", "same")
        box.put("blog/other.md", text)
        box.end("https://a.example", {"posts": 2})
        os.utime(tmp_path / "out/blog/same.md", (1, 1))
    assert (tmp_path / "out/blog/same.md").stat().st_mtime == 1
    assert (tmp_path / "out/blog/other.md").read_text() == "two"
    assert shelf.opened(tmp_path / "out")["counts"] == {"posts": 2}
    assert not list(tmp_path.rglob(".*"))


def test_what_is_gone_is_removed_and_what_people_put_beside_stays(tmp_path: Path) -> None:
    box = Shelf(tmp_path)
    box.put("wiki/a/b.md", "x")
    box.end("", {})
    for name in (".git/config", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine")
    box = Shelf(tmp_path)
    box.put("wiki/c.md", "x")
    box.end("", {})
    found = sorted(one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*") if one.is_file())
    assert found == [".git/config", "README.md", "courant-export.json", "wiki/c.md"]
    assert not (tmp_path / "wiki/a").exists()


def test_names_that_differ_only_in_case_get_numbers(tmp_path: Path) -> None:
    box = Shelf(tmp_path)
    assert [box.put(name, name) for name in ("wiki/a.md", "wiki/A.md")] == ["wiki/a.md", "wiki/A~2.md"]
    assert sorted(shelf.files(tmp_path, "wiki")) == ["wiki/A~2.md", "wiki/a.md"]


def test_a_folder_that_is_no_export_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("words")
    with pytest.raises(Trouble, match="is no export"):
        Shelf(tmp_path)
    with pytest.raises(Trouble, match="is a file"):
        Shelf(tmp_path / "thesis.txt")
    with pytest.raises(Trouble, match="is no export"):
        shelf.opened(tmp_path)


def test_a_folder_that_leads_elsewhere_is_not_written_into(tmp_path: Path) -> None:
    Shelf(tmp_path / "out").end("", {})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/blog").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Trouble, match="leads elsewhere"):
        Shelf(tmp_path / "out")


def test_an_export_that_was_interrupted_is_not_imported(tmp_path: Path) -> None:
    Shelf(tmp_path).begin("")
    with pytest.raises(Trouble, match="was interrupted"):
        shelf.opened(tmp_path)


def test_a_library_names_only_what_can_be_a_file_of_it() -> None:
    name = f"{'ab' * 16}-1x2.png"
    said = texts.listed([{"name": "../x"}, {"name": name}, {"name": f"{name}/../x"}, {"name": 7}, {}])
    assert [one["name"] for one in media.described(said)] == [name]


def test_front_matter_is_what_other_programs_read() -> None:
    head = texts.written(shape.of_post(POST), "x").split("---\n")[1]
    assert yaml.safe_load(head)["tags"] == ["x"]
    assert head.splitlines()[0] == "title: T"


def test_a_link_in_an_export_does_not_show_what_is_elsewhere(tmp_path: Path) -> None:
    secret, root = tmp_path / "secret", tmp_path / "export"
    secret.mkdir()
    (secret / "a.txt").write_text("secret")
    root.mkdir()
    (root / "media").symlink_to(secret)
    (root / "b.txt").symlink_to(secret / "a.txt")
    bringing = _Bringing(cast(Any, None), root, lambda *_: None)
    for name in ("media/a.txt", "b.txt"):
        with pytest.raises(Unreadable, match="elsewhere"):
            bringing._inside(name)


class Table:
    """Core's table of redirects, in memory."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = list(rows)

    async def call(self, uri: str, **fields: Any) -> Any:
        """Answer as core does."""
        if uri == redirects.LIST:
            end = fields["start"] + fields["limit"]
            return {"redirects": self.rows[fields["start"] : end], "more": len(self.rows) > end}
        self.rows += [{"below": False, **one} for one in fields["redirects"]]
        return {"added": len(fields["redirects"]), "refused": []}


def test_redirects_come_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redirects, "AT_ONCE", 2)
    here, there = Table(*({"source": f"/{one}/", "target": "/b/", "below": one == "a"} for one in "aco")), Table()
    box, report = Shelf(tmp_path), Report(BLOG)
    assert asyncio.run(redirects.export(cast(Any, here), box)) == 3
    content = (tmp_path / redirects.FILE).read_text()
    asyncio.run(redirects.bring(cast(Any, there), content, report))
    assert (there.rows, report.redirects) == (here.rows, 3)
    assert asyncio.run(redirects.export(cast(Any, Table()), Shelf(tmp_path / "none"))) == 0
    box.end("", {})
    asyncio.run(redirects.export(cast(Any, Table()), Shelf(tmp_path)))
    assert not (tmp_path / redirects.FILE).exists()


@pytest.mark.parametrize("wrong", ['[{"target": "/b/"}]', '[{"source": 7, "target": "/b/"}]', "[1]", "{"])
def test_redirects_that_cannot_be_read_are_said(wrong: str) -> None:
    with pytest.raises(Unreadable):
        asyncio.run(redirects.bring(cast(Any, Table()), wrong, Report(BLOG)))
