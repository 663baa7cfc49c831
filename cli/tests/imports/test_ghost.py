"""What of an export of Ghost arrives, and what stays private."""

import json
from pathlib import Path
from typing import Any

import pytest
from content_folders import written
from courant_cli.imports.sources.ghost.documents import from_lexical, from_mobiledoc
from courant_cli.installation import Trouble
from unpacked import batch, read


def post(slug: str, **fields: Any) -> dict[str, Any]:
    return {"id": slug, "title": slug.title(), "slug": slug, "html": "<p>Words.</p>", "type": "post",
            "status": "published", "visibility": "public", "published_at": "2025-06-30 15:31:36", **fields}  # fmt: skip


def export(folder: Path, *posts: dict[str, Any], **tables: Any) -> Path:
    data = {"db": [{"meta": {"version": "5.130"}, "data": {"posts": posts, **tables}}]}
    return (
        written(folder, {"blog.ghost.2026-01-02-03-04-05.json": json.dumps(data)})
        / "blog.ghost.2026-01-02-03-04-05.json"
    )


def lexical(*nodes: dict[str, Any]) -> str:
    return json.dumps({"root": {"type": "root", "children": nodes}})


def test_a_post_with_its_people_and_tags_in_their_order(tmp_path: Path) -> None:
    found = read(export(
        tmp_path, post("tea", custom_excerpt="About tea"),
        tags=[{"id": "1", "name": "Second"}, {"id": "2", "name": "First"}, {"id": "3", "name": "#inner"}],
        posts_tags=[{"post_id": "tea", "tag_id": str(one), "sort_order": 3 - one} for one in (1, 2, 3)],
        users=[{"id": "u", "name": "Ann"}], posts_authors=[{"post_id": "tea", "author_id": "u"}],
    ))  # fmt: skip
    fields = found.documents["posts/tea.md"].fields
    assert (fields["tags"], fields["authors"], fields["summary"]) == (["First", "Second"], ["Ann"], "About tea")
    assert fields["date"] == "2025-06-30T15:31:36+00:00"  # no zone means UTC
    assert fields["aliases"] == ["tea"]
    assert found.site == "ghost/blog.ghost"  # the same after another export on another day


@pytest.mark.parametrize(
    "more",
    [
        {"status": "draft"},
        {"status": "scheduled"},
        {"visibility": "paid"},
        {"visibility": "tiers"},
        {"visibility": None},
        {"visibility": ""},
        {"html": '<p>a</p><!--kg-gated-block:begin nonMember:false memberSegment:"status:free"--><p>b</p>'},
        {"html": "<p>a</p><!--kg-gated-block:begin--><p>b</p><!--kg-gated-block:end-->"},
    ],
)
def test_what_is_not_for_everybody_is_a_draft(tmp_path: Path, more: dict[str, Any]) -> None:
    assert read(export(tmp_path, post("tea", **more))).field("posts/tea.md", "published") is False


def test_what_was_only_mailed_stays_out(tmp_path: Path) -> None:
    found = read(export(tmp_path, post("tea"), post("mail", status="sent")))
    assert list(found.documents) == ["posts/tea.md"]
    assert ("sent by mail only, so never a page there", "") in found.told("posts/mail.md")


def test_links_and_pictures(tmp_path: Path) -> None:
    written(tmp_path, {"content/images/2020/a.png": b"picture"})
    html = ('<p><a href="__GHOST_URL__/milk/#x">m</a></p>'
            '<img src="__GHOST_URL__/content/images/size/w600/2020/a.png" alt="A">')  # fmt: skip
    with batch(export(tmp_path, post("tea", html=html), post("milk"))) as found:
        assert found.text("posts/tea.md") == "[m](/blog/2025/06/30/milk/#x)\n\n![A](<a.png>)\n"


def test_pages_go_to_the_wiki(tmp_path: Path) -> None:
    found = read(export(tmp_path, post("tea"), post("about", type="page")), "wiki")
    assert [one.location for one in found.documents.values()] == ["/wiki/posts/about/"]


def test_two_posts_with_one_address_both_arrive(tmp_path: Path) -> None:
    found = read(export(tmp_path, post("tea"), post("tea", id="2")))
    assert sorted(found.documents) == ["posts/tea-2.md", "posts/tea.md"]


@pytest.mark.parametrize("text", ["[1]", '{"db": [{"data": 3}]}', '{"db": [{"data": {}}]}', '{"db": [{'])
def test_what_is_no_export_is_said(tmp_path: Path, text: str) -> None:
    written(tmp_path, {"a.json": text})
    with pytest.raises(Trouble, match="cannot be imported as an export of Ghost"):
        read(tmp_path / "a.json", source="ghost")


def test_lexical_becomes_html() -> None:
    left: list[str] = []
    text = {"type": "extended-text", "text": "a<b", "format": 3}
    html = from_lexical(lexical(
        {"type": "extended-heading", "tag": "h3", "children": [text]},
        {"type": "list", "tag": "ol", "children": [{"type": "listitem", "children": [{"type": "text", "text": "a"}]}]},
        {"type": "codeblock", "code": "x < 1", "language": "py"}, {"type": "hologram"},
    ), left)  # fmt: skip
    assert html == ("<div><h3><strong><em>a&lt;b</em></strong></h3><ol><li>a</li></ol>"
                    '<pre><code class="language-py">x &lt; 1</code></pre></div>')  # fmt: skip
    assert left == ["card hologram"]


@pytest.mark.parametrize("root", [[1], {"children": 3}, {"children": [{"type": "gallery", "images": [1]}]}])
def test_a_damaged_document_is_said(root: Any) -> None:
    with pytest.raises(ValueError, match="damaged"):
        from_lexical(json.dumps({"root": root}), [])


def test_a_name_that_no_file_can_have_costs_the_picture_only(tmp_path: Path) -> None:
    (tmp_path / "content" / "images").mkdir(parents=True)
    long = "a" * 300
    found = read(
        export(tmp_path, post("tea", html=f'<p>Words.<img src="__GHOST_URL__/content/images/{long}.png"></p>'))
    )
    assert "Words." in found.text("posts/tea.md")


def test_mobiledoc_becomes_html() -> None:
    sections = [
        [1, "p", [[0, [], 0, "a "], [0, [0, 1], 2, "b"], [1, [], 0, 0]]],
        [10, 0],
        [3, "ul", [[[0, [], 0, "i"]]]],
    ]
    document = {"atoms": [["soft-return", "", {}]], "cards": [["hr", {}]],
                "markups": [["em"], ["a", ["href", "https://x.example"]]], "sections": sections}  # fmt: skip
    assert from_mobiledoc(json.dumps(document), []) == (
        '<p>a <em><a href="https://x.example">b</a></em><br></p><hr><ul><li>i</li></ul>'
    )


def test_damaged_text_costs_its_own_post(tmp_path: Path) -> None:
    bad = post("bad", html=None, mobiledoc='{"sections": [[10, 4]]}')
    found = read(export(tmp_path, bad, post("tea")))
    assert list(found.documents) == ["posts/tea.md"]
    assert ("text that cannot be read", "its Mobiledoc is damaged") in found.told("posts/bad.md")


def test_a_featured_post_is_pinned_and_a_scheduled_one_is_scheduled(tmp_path: Path) -> None:
    found = read(export(tmp_path, post("tea", featured=1), post("cup", status="scheduled",
                                                                published_at="2099-06-30T15:31:00.000Z")))  # fmt: skip
    assert found.documents["posts/tea.md"].fields["pinned"]
    cup = found.documents["posts/cup.md"].fields
    assert (cup["state"], cup["published"], cup["date"]) == ("scheduled", False, "2099-06-30T15:31:00+00:00")


def test_comments_come_along_where_an_export_has_them(tmp_path: Path) -> None:
    rows = [
        {"id": "b", "post_id": "tea", "parent_id": "a", "member_id": "m", "status": "published", "html": "<p>Two</p>",
         "created_at": "2025-07-02 08:00:00"},
        {"id": "a", "post_id": "tea", "member_id": "m", "status": "published", "html": "<p>On<b>e</b></p>",
         "created_at": "2025-07-01 08:00:00"},
        {"id": "c", "post_id": "tea", "status": "hidden", "html": "<p>No</p>", "created_at": "2025-07-03 08:00:00"},
    ]  # fmt: skip
    found = read(export(tmp_path, post("tea"), comments=rows, members=[{"id": "m", "name": "Cy"}]))
    assert [(one.number, one.parent, one.author, one.text) for one in found.comments] == [
        ("a", "", "Cy", "On**e**"), ("b", "a", "Cy", "Two"),
    ]  # fmt: skip
    assert found.comments[0].moment == "2025-07-01T08:00:00+00:00"
    assert ("comments that stay out", "1 × hidden") in found.told("posts/tea.md")
