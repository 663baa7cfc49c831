"""Folders of notes that other systems wrote: Obsidian, Wiki.js, Outline, Notion."""

import zipfile
from pathlib import Path

import pytest
from content_folders import written
from courant_cli.installation import Trouble
from unpacked import batch, read

ID = "0123456789abcdef0123456789abcdef"
WIKI_JS = """---
title: Setup: the database
description:
published: true
date: 2024-01-02T03:04:05.000Z
tags: one, two
editor: markdown
dateCreated: 2024-01-01T03:04:05.000Z
---

[a](/en/guide/next) [b](/guide/next)
"""


def vault(folder: Path, **files: str | bytes) -> Path:
    """A vault of Obsidian; names of files have `__` for a slash and `_` for a space."""
    named = {name.replace("__", "/").replace("_", " ") + (".png" if isinstance(text, bytes) else ".md"): text
             for name, text in files.items()}  # fmt: skip
    return written(folder, {".obsidian/app.json": "{}", **named})


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (
            "[[Tea]] [[Tea|cup]] [[Tea#Hot part]]",
            "[Tea](/wiki/tea/) [cup](/wiki/tea/) [Tea > Hot part](/wiki/tea/#hot-part)",
        ),
        ("[[deep/Other]] [[brew]] [[TEA]]", "[deep/Other](/wiki/deep/other/) [brew](/wiki/tea/) [TEA](/wiki/tea/)"),
        ("[[nowhere]] `[[Tea]]`", "nowhere `[[Tea]]`"),
        ("| a |\n|---|\n| [[Tea\\|cup]] |", "| a |\n|---|\n| [cup](/wiki/tea/) |"),
        ("> [!faq]- Why\n> so", "> [!NOTE] Why\n> so"),
        ("> [!bug]\n> so", "> [!CAUTION] Bug\n> so"),
        ("> [!tip]\n> so", "> [!TIP]\n> so"),
        ("a %%gone%% b", "a  b"),
    ],
)
def test_what_obsidian_writes(tmp_path: Path, text: str, becomes: str) -> None:
    there = vault(tmp_path, Start=text, Tea="---\naliases: [brew]\n---\n## Hot part\n", deep__Other="x")
    assert read(there, "wiki").text("Start.md").strip() == becomes


def test_pictures_in_a_vault_are_embedded(tmp_path: Path) -> None:
    there = vault(tmp_path, Start="![[my cup.png|300]] ![[my cup.png]]", files__my_cup=b"x")
    with batch(there, "wiki") as found:
        assert found.text("Start.md").strip() == "![](<my cup.png>) ![](<my cup.png>)"


def test_the_note_that_a_link_means_is_the_one_beside_it_then_the_one_nearest_to_the_top(tmp_path: Path) -> None:
    there = vault(tmp_path, a__Start="[[Same]]", a__Same="x", b__c__Same="y", d__Start="[[Same]]")
    found = read(there, "wiki")
    assert "(/wiki/a/same/)" in found.text("a/Start.md")
    assert "(/wiki/a/same/)" in found.text("d/Start.md")


def test_tags_in_a_text_are_tags_of_the_page(tmp_path: Path) -> None:
    found = read(vault(tmp_path, Start="Drink #tea/green now, not #1 or `#code`."), "wiki")
    assert found.field("Start.md", "tags") == ["tea/green"]


def test_a_vault_that_was_imported_as_a_folder_is_the_same_source(tmp_path: Path) -> None:
    there = vault(tmp_path / "ann" / "notes", Start="x")
    assert read(there).site == read(there, source="markdown").site == "ann/notes"


def test_wiki_js_with_its_locales_and_html(tmp_path: Path) -> None:
    html = "<!--\ntitle: Old page\neditor: code\ndateCreated: 2024-01-01T00:00:00.000Z\n-->\n<h2>Part</h2><p>Words</p>"
    found = read(written(tmp_path, {"setup.md": WIKI_JS, "guide/next.md": WIKI_JS, "old.html": html}), "wiki")
    assert found.text("setup.md").strip() == "[a](/wiki/guide/next/) [b](/wiki/guide/next/)"
    assert found.text("old.md").strip() == "## Part\n\nWords"
    assert [found.field("old.md", "title"), found.field("setup.md", "title")] == ["Old page", "Setup: the database"]


def test_outline_is_named_and_loses_its_marks(tmp_path: Path) -> None:
    files = {"Team/Plan.md": '# Plan\n\na\n\n\\\nb ![](../uploads/x.png "right =20x30")\n', "uploads/x.png": b"x"}
    with zipfile.ZipFile(tmp_path / "team.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    found = read(tmp_path / "team.zip", "wiki", "outline")
    assert found.text("Team/Plan.md") == "# Plan\n\na\n\n\nb ![](<x.png>)\n"


def test_notion_without_ids_and_with_a_table(tmp_path: Path) -> None:
    found = read(written(tmp_path, {
        f"Home {ID}.md": f"# Home\n\n[Plan](Home%20{ID}/Plan%20{ID}.md) [Work](Work%20{ID}.csv)\n",
        f"Home {ID}/Plan {ID}.md": "# Plan\n\nWords\n",
        f"Work {ID}.csv": "Name,State\nOne,a|b\nTwo,done\n",
        f"Work {ID}/One {ID}.md": "# One\n\nState: a\n",
    }), "wiki")  # fmt: skip
    assert sorted(found.documents) == ["Home.md", "Home/Plan.md", "Work.md", "Work/One.md"]
    assert found.text("Home.md").strip() == "# Home\n\n[Plan](/wiki/home/plan/) [Work](/wiki/work/)"
    assert found.text("Work.md").strip() == (
        "| Name | State |\n| --- | --- |\n| [One](/wiki/work/one/) | a\\|b |\n| Two | done |"
    )


def test_two_pages_of_notion_with_one_title_both_arrive(tmp_path: Path) -> None:
    other = ID.replace("0", "f")
    found = read(written(tmp_path, {f"Plan {ID}.md": "# Plan\n\na", f"Plan {other}.md": "# Plan\n\nb"}), "wiki")
    assert sorted(found.documents) == ["Plan 2.md", "Plan.md"]


def test_a_page_of_notion_and_a_database_with_its_title_both_arrive(tmp_path: Path) -> None:
    other = ID.replace("0", "f")
    found = read(written(tmp_path, {f"Plan {ID}.csv": "Name\nOne\n", f"Plan {other}.md": "# Plan\n\nb"}), "wiki")
    assert sorted(found.documents) == ["Plan 2.md", "Plan.md"]
    assert any(found.text(one).strip().endswith("b") for one in found.documents)


def test_a_file_of_no_known_format_is_said(tmp_path: Path) -> None:
    written(tmp_path, {"a.xml": "<a/>"})
    with pytest.raises(Trouble, match="Name its format with --from: markdown, wordpress, ghost"):
        read(tmp_path / "a.xml")


def test_an_archive_cannot_write_elsewhere(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../out.md", "words")
    assert list(read(tmp_path / "a.zip", "wiki", "outline").documents) == ["out.md"]
    assert not (tmp_path.parent / "out.md").exists()
