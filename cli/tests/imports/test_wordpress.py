"""What of a WordPress export arrives: texts, pictures, people, addresses, and what stays private."""

from pathlib import Path

import pytest
from content_folders import written
from courant_cli.imports.sources.wordpress.bodies import html_of, paragraphs
from courant_cli.installation import Trouble
from unpacked import EXPORTS, batch, read

HEAD = """<?xml version="1.0"?><rss xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:base_blog_url>https://old.example/journal</wp:base_blog_url>
<wp:author><wp:author_login>ann</wp:author_login>
<wp:author_display_name>Ann &amp;amp; Bo</wp:author_display_name></wp:author>
"""


def item(number: int, body: str = "Words.", more: str = "", **fields: str) -> str:
    """One item of an export; `fields` are those of the namespace `wp`."""
    own = {
        "post_id": str(number), "post_type": "post", "status": "publish", "post_name": f"n{number}",
        "post_date": "2021-01-01 00:30:00", "post_date_gmt": "2020-12-31 23:30:00", **fields,
    }  # fmt: skip
    link = own.pop("link", f"https://old.example/journal/2021/01/{own['post_name']}/")
    inner = "".join(f"<wp:{key}>{value}</wp:{key}>" for key, value in own.items())
    return f"""<item><title>Title {number}</title><link>{link}</link><dc:creator>ann</dc:creator>
<guid>https://old.example/journal/?p={number}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded>
{inner}{more}</item>"""


def export(folder: Path, *items: str, end: str = "</channel></rss>") -> Path:
    """An export with these items."""
    return written(folder, {"blog.xml": HEAD + "".join(items) + end}) / "blog.xml"


def comment(number: int, parent: int = 0, approved: str = "1", kind: str = "comment") -> str:
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Cy</wp:comment_author>
<wp:comment_date>2021-01-02 10:00:00</wp:comment_date><wp:comment_date_gmt>2021-01-02 09:00:00</wp:comment_date_gmt>
<wp:comment_content>One

two</wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"""


def meta(key: str, value: str) -> str:
    return f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"


def test_a_post_keeps_its_day_its_people_and_its_tags(tmp_path: Path) -> None:
    more = """<category domain="category"><![CDATA[Tea &amp; Time]]></category>
    <category domain="category">Uncategorized</category><category domain="post_tag">Été</category>"""
    found = read(export(tmp_path, item(4, more=more)))
    post = found.documents["posts/4.md"]
    assert post.location == "/blog/2021/01/01/n4/"  # the author's day, not that of the moment in UTC
    assert post.fields["date"] == "2021-01-01T00:30:00+01:00"
    assert post.fields["authors"] == ["Ann & Bo"]
    assert sorted(post.fields["tags"]) == ["Tea & Time", "Été"]
    assert found.site == "//old.example/journal"


def test_old_addresses_are_the_link_and_every_slug_on_every_day(tmp_path: Path) -> None:
    more = meta("_wp_old_slug", "first") + meta("_wp_old_date", "2019-05-06")
    found = read(export(tmp_path, item(4, more=more)))
    assert found.field("posts/4.md", "aliases") == [
        "journal/2021/01/n4", "journal/2019/05/n4", "journal/2021/01/first", "journal/2019/05/first",
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["draft", "pending", "private", "future", "something-new"])
def test_what_is_not_published_is_a_draft_and_the_report_says_why(tmp_path: Path, status: str) -> None:
    found = read(export(tmp_path, item(4, status=status)))
    assert found.field("posts/4.md", "published") is False
    told = {"future": "scheduled"}.get(status, status)
    assert any("draft" in kind and told in what for kind, what in found.told("posts/4.md"))


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"status": "pending"}, "review"),
        ({"status": "future", "post_date": "2099-05-06 07:08:00", "post_date_gmt": "2099-05-06 05:08:00"}, "scheduled"),
        ({"status": "future"}, ""),
        ({"status": "private"}, ""),
        ({"status": "future", "post_date": "2099-05-06 07:08:00", "post_password": "x"}, ""),
    ],
)
def test_states_come_along_where_they_are_certain(tmp_path: Path, fields: dict[str, str], state: str) -> None:
    found = read(export(tmp_path, item(4, **fields))).documents["posts/4.md"].fields
    assert (found.get("state", ""), found["published"]) == (state, False)
    if state == "scheduled":
        assert found["date"] == "2099-05-06T07:08:00+02:00"


@pytest.mark.parametrize(
    "body",
    [
        "a <!-- wp:jetpack/paywall /--> b",
        "<!-- wp:premium-content/container {} --> b",
        "a [members_only]b[/members_only]",
    ],
)
def test_a_text_of_which_a_part_was_not_for_everybody_is_a_draft(tmp_path: Path, body: str) -> None:
    assert read(export(tmp_path, item(4, body))).field("posts/4.md", "published") is False


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "trash"}, {"post_password": "x"}])
def test_a_shared_block_that_readers_could_not_see_stays_out(tmp_path: Path, fields: dict[str, str]) -> None:
    shared = item(9, "SECRET", post_type="wp_block", **fields)
    found = read(export(tmp_path, item(4, 'Words. <!-- wp:block {"ref":9} /-->'), shared))
    assert "SECRET" not in found.text("posts/4.md")


def test_a_post_with_a_password_is_a_draft(tmp_path: Path) -> None:
    assert read(export(tmp_path, item(4, post_password="x"))).field("posts/4.md", "published") is False


def test_the_trash_stays_where_it_is(tmp_path: Path) -> None:
    found = read(export(tmp_path, item(4, status="trash"), item(5)))
    assert list(found.documents) == ["posts/5.md"]


def test_a_draft_without_a_name_is_called_by_its_title(tmp_path: Path) -> None:
    found = read(export(tmp_path, item(4, status="draft", post_name="", link="https://old.example/journal/?p=4",
                                       post_date_gmt="0000-00-00 00:00:00")))  # fmt: skip
    assert found.field("posts/4.md", "slug") == "title-4"
    assert found.field("posts/4.md", "aliases") == []


def test_links_lead_to_posts_by_address_number_and_old_slug(tmp_path: Path) -> None:
    body = ('<a href="http://www.old.example/journal/2021/01/n5/#part">a</a> <a href="/journal/?p=5">b</a> '
            '<a href="https://old.example/?p=5">c</a> '
            '<a href="https://old.example/journal/2021/01/was/">d</a>')  # fmt: skip
    found = read(export(tmp_path, item(4, body), item(5, more=meta("_wp_old_slug", "was"))))
    there = "/blog/2021/01/01/n5/"
    assert "[a](/blog/2021/01/01/n5/#part)" in found.text("posts/4.md")
    assert f"[c]({there}) [d]({there})" in found.text("posts/4.md")


def test_pictures_come_from_beside_the_export_in_their_full_size(tmp_path: Path) -> None:
    written(tmp_path, {"wp-content/uploads/2021/a.jpg": b"picture"})
    body = """<img src="https://old.example/journal/wp-content/uploads/2021/a-300x200.jpg" alt="A [cup]">
<img src="https://old.example/journal/wp-content/uploads/2021/b.jpg">"""
    with batch(export(tmp_path, item(4, body)), "blog") as found:
        assert r"![A \[cup\]](<a.jpg>)" in found.text("posts/4.md")
        assert {file.read_bytes() for file in found.documents["posts/4.md"].pictures} == {b"picture"}
    assert ("picture that is not in wp-content/uploads/ beside the export", "2021/b.jpg") in found.told("posts/4.md")


def test_the_picture_of_a_post_is_found_by_its_number(tmp_path: Path) -> None:
    written(tmp_path, {"wp-content/uploads/a.jpg": b"picture"})
    address = "https://old.example/journal/wp-content/uploads/a.jpg"
    attachment = item(9, post_type="attachment", attachment_url=address)
    described = item(9, post_type="attachment", attachment_url=address, more=meta("_wp_attachment_image_alt", "A cup"))
    for one, words in ((attachment, None), (described, "A cup")):
        found = read(export(tmp_path, item(4, more=meta("_thumbnail_id", "9")), one)).documents["posts/4.md"]
        assert found.cover
        assert (found.cover.file.name, found.fields.get("cover_alt")) == ("a.jpg", words)


def test_a_sticky_post_is_pinned(tmp_path: Path) -> None:
    found = read(export(tmp_path, item(4, is_sticky="1"), item(5, is_sticky="0")))
    assert [one.fields.get("pinned") for one in found.documents.values()] == [True, None]


def test_comments_keep_their_threads(tmp_path: Path) -> None:
    more = comment(1) + comment(2, parent=1, approved="0") + comment(3, parent=7) + comment(7, approved="spam")
    found = read(export(tmp_path, item(4, more=more + comment(8, kind="pingback"))))
    assert [(one.number, one.parent, one.held) for one in found.comments] == [
        ("1", "", False), ("2", "1", True), ("3", "", False),
    ]  # fmt: skip
    assert found.comments[0].moment == "2021-01-02T10:00:00+01:00"
    assert found.comments[0].text == "One\n\ntwo"
    assert {what for kind, what in found.told("posts/4.md") if kind == "comments that stay out"} == {
        "1 × pingbacks of other sites", "1 × spam",
    }  # fmt: skip


def test_pages_go_to_the_wiki_as_they_are_nested(tmp_path: Path) -> None:
    pages = (item(1, post_type="page", post_name="about"), item(2, post_type="page", post_name="team", post_parent="1"),
             item(3, post_type="page", post_name="x", post_parent="5"),
             item(5, post_type="page", post_name="y", post_parent="3"), item(6))  # fmt: skip
    found = read(export(tmp_path, *pages), "wiki")
    assert sorted(found.documents) == ["about.md", "about/team.md", "x.md", "y.md"]
    assert ("blog.xml", "pages that lie in each other", "x.md") in found.notes
    assert ("blog.xml", "import into the blog with `courant import blog`", "1 post") in found.notes


def test_a_file_that_ends_too_early_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    found = read(export(tmp_path, item(4), item(5)[:300], end=""))
    assert "posts/4.md" in found.documents
    assert any(kind == "damaged export" for kind, _ in found.told("blog.xml"))


def test_an_export_without_anything_is_no_import(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no posts and no pages"):
        read(export(tmp_path))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    text = export(tmp_path, item(4)).read_text().replace("<rss", '<!DOCTYPE rss [<!ENTITY e "secret">]><rss', 1)
    written(tmp_path, {"blog.xml": text.replace("Title 4", "Title &e;")})
    assert "secret" not in read(tmp_path / "blog.xml").field("posts/4.md", "title")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>\ntwo</p>\n<p>three</p>"),
        ("A\n<ul><li>b</li></ul>\nc", "<p>A</p>\n<ul><li>b</li></ul>\n<p>c</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>"),
    ],
)
def test_classic_posts_get_their_paragraphs(text: str, html: str) -> None:
    assert paragraphs(text) == html


@pytest.mark.parametrize(
    ("text", "html", "told"),
    [
        ('[gallery ids="1,2"]', '<p><img src="/1.png" alt=""></p>\n<p><img src="/2.png" alt=""></p>', []),
        ("[embed]https://film.example/1[/embed]",
         '<p><a href="https://film.example/1">https://film.example/1</a></p>', []),
        ("[[gallery]]", "<p>[gallery]</p>", []),
        ("He said [sic] so", "<p>He said [sic] so</p>", []),
        ('[form id="3"]', '<p>[form id="3"]</p>', ["shortcode form"]),
        ('<!-- wp:code --><pre><code>[gallery ids="1"]</code></pre><!-- /wp:code -->',
         '<pre><code>[gallery ids="1"]</code></pre>', []),
        ("<!-- wp:calendar /-->", "", ["block calendar"]),
    ],
)  # fmt: skip
def test_shortcodes_and_blocks(text: str, html: str, told: list[str]) -> None:
    left: list[str] = []
    assert html_of(text, lambda number: f"/{number}.png", left) == html
    assert left == told


@pytest.mark.skipif(not EXPORTS.is_dir(), reason="the real exports are not beside the checkout")
def test_a_real_export_arrives() -> None:
    found = read(EXPORTS / "wordpress.xml")
    assert len(found.documents) == 9
    assert sum(one.fields["published"] for one in found.documents.values()) == 4
    assert "*The caption*" in found.text("posts/4.md")
    assert len(found.comments) == 4
