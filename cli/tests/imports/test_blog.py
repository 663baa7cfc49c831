"""Posts as Zola, Hugo and Jekyll organise them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from content_folders import POSTS, by_file, notes, text, written
from courant_cli.imports.batch import Batch
from courant_cli.imports.command import source_name
from courant_cli.imports.targets import blog
from courant_cli.imports.targets.blog.meta import meta, slug_of

PNG = b"\x89PNG\r\n\x1a\n"
SITE = "https://blog.example.org"


def zola(path: str = "", body: str = "Text", **more: str) -> str:
    """A post with TOML front matter."""
    lines = [f'path = "{path}"'] if path else []
    return "\n".join(["+++", 'title = "A title"', *lines, *(f"{k} = {v}" for k, v in more.items()), "+++", body, ""])


def read(root: Path, files: dict[str, str | bytes], site: str = "") -> Batch:
    return blog.read(written(root, files), "here", site)


def fields(batch: Batch, file: str) -> dict[str, Any]:
    return by_file(batch)[file].fields


def test_a_zola_post(tmp_path: Path) -> None:
    head = {
        "authors": '["Ada", "Grace"]', "description": '"In short"', "aliases": '["old/a.html", "/older/"]',
        "taxonomies": '{tags = ["x"], categories = ["y", "X"]}',
    }  # fmt: skip
    batch = read(tmp_path, {"inside/a.md": zola("inside/2020/03/12/The.Post", **head)})
    assert fields(batch, "inside/a.md") == {
        "source": "here/inside/a.md",
        "title": "A title",
        "date": "2020-03-12T00:00:00+00:00",
        "day": "2020-03-12",
        "updated": "",
        "authors": ["Ada", "Grace"],
        "slug": "the-post",
        "section": "inside",
        "summary": "In short",
        "tags": ["X", "y"],
        "aliases": [
            "inside/2020/03/12/The.Post",
            "inside/2020/03/12/old/a.html",
            "inside/old/a.html",
            "old/a.html",
            "older",
        ],
        "published": True,
    }
    assert by_file(batch)["inside/a.md"].location == "/blog/2020/03/12/the-post/"
    assert batch.notes == []


def test_a_jekyll_post(tmp_path: Path) -> None:
    content = (
        "---\nlayout: post\ntitle: A title\ntags: one two\nauthor: Ada\ndate: 2020-01-02 10:30:00 +0100\n---\nText\n"
    )
    batch = read(tmp_path / "_posts", {"2020-01-02-the-post.md": content})
    post = fields(batch, "2020-01-02-the-post.md")
    assert (post["date"], post["slug"], post["section"]) == ("2020-01-02T10:30:00+01:00", "the-post", "")
    assert (post["tags"], post["authors"]) == (["one", "two"], ["Ada"])
    assert post["aliases"] == ["2020/01/02/the-post.html", "the-post", "2020-01-02-the-post"]
    assert notes(batch) == {("2020-01-02-the-post.md", "key not imported", "layout")}


def test_a_file_without_front_matter_has_its_day_and_title_from_its_name(tmp_path: Path) -> None:
    post = fields(read(tmp_path, {"2020-01-02-first_steps.md": "Text"}), "2020-01-02-first_steps.md")
    assert (post["title"], post["date"], post["slug"]) == ("First steps", "2020-01-02T00:00:00+00:00", "first_steps")


def test_a_page_bundle_takes_its_images_along(tmp_path: Path) -> None:
    body = "![a](a.png)\n\n<img src='./b.png'>\n\n[whole](a.png)\n\n![gone](gone.png)"
    batch = read(tmp_path, {"post/index.md": zola("2020/01/02/post", body), "post/a.png": PNG, "post/b.png": PNG,
                            "post/unused.png": PNG, "post/data.csv": b"1"})  # fmt: skip
    document = by_file(batch)["post/index.md"]
    assert document.fields["section"] == ""
    assert text(document).strip() == (
        "![a](<a.png>)\n\n<img src='<b.png>'>\n\n[whole](<a.png>)\n\n![gone](gone.png)"
    )  # fmt: skip
    assert [file.name for file in batch.pictures] == ["a.png", "b.png"]
    assert notes(batch) == {
        ("post/index.md", "missing image", "gone.png"),
        ("post/unused.png", "image that no post uses", ""),
        ("post/data.csv", "unsupported kind of file", ""),
    }


def test_images_of_the_whole_site(tmp_path: Path) -> None:
    body = "![a](/images/a.png) ![b](/b.png)"
    written(tmp_path, {"static/images/a.png": PNG, "b.png": PNG})
    batch = read(tmp_path / "content", {"p.md": zola("2020/01/02/p", body)})
    assert text(by_file(batch)["p.md"]).strip() == "![a](<a.png>) ![b](<b.png>)"


def test_an_image_outside_the_folder_is_not_looked_at(tmp_path: Path) -> None:
    written(tmp_path, {"secret.png": PNG})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "linked.png").symlink_to(tmp_path / "secret.png")
    batch = read(tmp_path / "in", {"p.md": zola("2020/01/02/p", "![a](../secret.png) ![b](linked.png) ![c](a\0.png)")})
    assert batch.pictures == []


@pytest.mark.parametrize(
    "address",
    ["./b.md", "b.md", "@/b.md", "/2020/01/03/B", "/2020/01/03/B/", "/old/b.html", f"{SITE}/2020/01/03/B",
     f"{SITE}/2020/01/03/B.html", f"{SITE}/2020/01/03/B/index.html", "../B/", "/2020/01/03/B?utm=x"],
)  # fmt: skip
def test_links_between_posts(tmp_path: Path, address: str) -> None:
    files: dict[str, str | bytes] = {
        "a.md": zola("2020/01/03/A", f"[b]({address}#part)"),
        "b.md": zola("2020/01/03/B", aliases='["old/b.html"]'),
    }
    batch = read(tmp_path, files, SITE)
    assert text(by_file(batch)["a.md"]).strip() == "[b](/blog/2020/01/03/b/#part)"
    assert batch.notes == []


@pytest.mark.parametrize(
    ("tag", "leads"),
    [
        ("{% post_url 2020-01-02-b %}", "/blog/2020/01/02/b/"),
        ('{{< relref "2020-01-02-b.md" >}}', "/blog/2020/01/02/b/"),
        ("{{ site.baseurl }}/2020/01/02/b.html", "/blog/2020/01/02/b/"),
    ],
)
def test_links_that_tags_make(tmp_path: Path, tag: str, leads: str) -> None:
    batch = read(tmp_path, {"2020-01-01-a.md": f"[b]({tag})", "2020-01-02-b.md": "Text"})
    assert text(by_file(batch)["2020-01-01-a.md"]) == f"[b]({leads})"


def test_links_to_lists(tmp_path: Path) -> None:
    batch = read(tmp_path, {"inside/a.md": zola("inside/2020/01/02/a", f"[a](/inside/) [b]({SITE}) [c](/)")}, SITE)
    assert text(by_file(batch)["inside/a.md"]).strip() == "[a](/blog/section/inside/) [b](/blog/) [c](/blog/)"


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    body = "[a](gone.md) [b](https://elsewhere.example/) [c](mailto:a@example.org) [d](#part)"
    batch = read(tmp_path, {"a.md": zola("2020/01/02/a", body)})
    assert notes(batch) == {("a.md", "broken link", "gone.md")}
    assert text(by_file(batch)["a.md"]).strip() == body


def test_other_pages_of_the_old_site_are_left_there(tmp_path: Path) -> None:
    batch = read(tmp_path, {"a.md": zola("2020/01/02/a", f"[a](/team/) [b]({SITE}/team/)")}, SITE)
    assert text(by_file(batch)["a.md"]).strip() == f"[a]({SITE}/team/) [b]({SITE}/team/)"
    assert notes(batch) == {("a.md", "link that still leads to the old site", "/team/")}


def test_posts_of_one_day_keep_their_order_and_get_addresses_of_their_own(tmp_path: Path) -> None:
    same = {f"{name}/2020-01-02-same.md": "Text" for name in ("a", "b", "c")}
    batch = read(tmp_path, {**same, "d.md": zola(date="2020-01-02T00:00:30Z")})
    assert [(one.fields["date"][11:19], one.fields["slug"]) for one in batch.documents] == [
        ("00:00:00", "same"), ("00:00:01", "same-2"), ("00:00:02", "same-3"), ("00:00:30", "d"),
    ]  # fmt: skip


def test_a_section_is_named_or_is_the_folder(tmp_path: Path) -> None:
    batch = read(
        tmp_path, {"in/a.md": zola("2020/01/02/a", section='"My News"'), "posts/2020/b.md": zola("2020/01/02/b")}
    )
    assert [one.fields["section"] for one in batch.documents] == ["my-news", ""]
    assert batch.notes == []


def test_drafts_stay_drafts(tmp_path: Path) -> None:
    batch = read(tmp_path, {
        "a.md": zola("2020/01/02/a", draft="true"), "_drafts/b.md": zola(), "c.md": zola(date="2900-01-01"),
        "d.md": zola("2020/01/02/d", "[a](a.md)"),
    })  # fmt: skip
    published = {file: one.fields["published"] for file, one in by_file(batch).items()}
    assert published == {"a.md": False, "_drafts/b.md": False, "c.md": False, "d.md": True}
    assert ("c.md", "scheduled, since its date is in the future", "2900-01-01") in notes(batch)
    assert ("d.md", "broken link", "a.md") in notes(batch)


def test_what_is_no_post_is_told(tmp_path: Path) -> None:
    batch = read(tmp_path, {
        "_index.md": zola(), "empty.md": zola("2020/01/02/x", ""), "about.md": zola(), "bad.md": zola(date='"soon"'),
        "broken.md": "+++\ntitle =\n+++\nText", "latin.md": "Größe".encode("latin-1"), ".hidden.md": "Text",
    })  # fmt: skip
    assert batch.documents == []
    told = {file: kind for file, kind, _ in notes(batch)}
    assert told == {
        "_index.md": "page of a section: the blog generates its lists of sections itself",
        "empty.md": "no text", "about.md": "no date", "bad.md": "no date", "broken.md": "broken front matter",
        "latin.md": "not UTF-8 text",
    }  # fmt: skip
    assert ("bad.md", "no date", "soon") in notes(batch)


def test_a_heading_that_repeats_the_title_goes(tmp_path: Path) -> None:
    batch = read(tmp_path, {"a.md": zola("2020/01/02/a", "# A *title*\n\nText")})
    assert text(by_file(batch)["a.md"]).strip() == "Text"


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("image: a.png", ("a.png", "")),
        ("Cover:\n  image: a.png\n  alt: A [moss]", ("a.png", "A [moss]")),
        ("page: {image: /a.png}", ("a.png", "")),
        ("images: [a.png, b.png]", ("a.png", "")),
        ("featured_image: ./a.png\nfeatured_image_alt: Moss", ("a.png", "Moss")),
        ("featured: true", ("", "")),
        ("image: https://elsewhere.example/a.png", ("", "")),
        ("image: gone.png", ("", "")),
    ],
)
def test_the_picture_of_a_post_is_its_cover(tmp_path: Path, head: str, shown: tuple[str, str]) -> None:
    batch = read(tmp_path, {"2020-01-02-a.md": f"---\n{head}\n---\nText\n", "a.png": PNG})
    (one,) = batch.documents
    assert text(one) == "Text\n"
    assert (one.cover.file.name if one.cover else "", one.fields.get("cover_alt", "")) == shown
    taken = one.request({one.cover.file: "/media/blog/1.png"} if one.cover else {})
    assert taken.get("cover") == ("/media/blog/1.png" if one.cover else None)
    assert "cover" not in one.request({})  # it was rejected
    told = {what for _, kind, what in notes(batch) if kind == "picture of the post that is not in the folder"}
    assert told == {head.partition(": ")[2]} - {"true"} if head.startswith(("image: http", "image: gone")) else not told


def test_a_picture_that_the_text_shows_is_not_shown_twice(tmp_path: Path) -> None:
    batch = read(tmp_path, {"2020-01-02-a.md": "---\nimage: a.png\n---\n![a](a.png)\n", "a.png": PNG})
    assert text(batch.documents[0]) == "![a](<a.png>)\n"
    assert batch.documents[0].cover is None


def test_keys_in_any_case(tmp_path: Path) -> None:
    batch = read(tmp_path, {"a.md": "---\nTitle: T\nDATE: 2020-01-02\nTags: [no, 1.10]\nAuthor: Ada\n---\nText\n"})
    post = fields(batch, "a.md")
    assert (post["title"], post["day"], post["tags"], post["authors"]) == ("T", "2020-01-02", ["no", "1.10"], ["Ada"])
    assert not notes(batch)


def test_json_front_matter(tmp_path: Path) -> None:
    post = fields(read(tmp_path, {"a.md": '{"title": "T", "date": "2020-01-02", "slug": "007"}\n\nText'}), "a.md")
    assert (post["title"], post["day"], post["slug"]) == ("T", "2020-01-02", "007")


def test_what_is_too_long_is_cut_and_told() -> None:
    known = meta(
        "2020-01-02-a.md", {"title": "x" * 300, "tags": [f"tag {n}" for n in range(25)], "description": "y" * 900}
    )
    assert (len(known.title), len(known.tags), len(known.summary)) == (200, 20, 500)
    kinds = [kind for kind, _ in known.problems]
    assert "title cut to 200 characters" in kinds
    assert "description cut to 500 characters" in kinds
    assert kinds.count("more tags than a post can have") == 5


def test_dates_as_they_are_written() -> None:
    noon = datetime(2020, 1, 2, 12, tzinfo=UTC)
    for value in (noon, noon.replace(tzinfo=None), "2020-01-02T12:00:00Z", "2020-01-02 13:00:00 +0100"):
        assert meta("a.md", {"date": value}).moment == noon


def test_a_slug_is_as_the_blog_writes_it() -> None:
    assert slug_of("Rust-1.42.0: Größe & C++!") == "rust-1-42-0-groesse-c-plus-plus"
    assert slug_of("x" * 100) == "x" * 80
    assert slug_of("日本") == "日本"


def test_a_folder_is_told_from_others_wherever_it_lies(tmp_path: Path) -> None:
    assert source_name(tmp_path / "my-blog" / "content") == "my-blog/content"


@pytest.mark.skipif(not POSTS.is_dir(), reason=f"the Rust blog is not at {POSTS}")
def test_the_rust_blog() -> None:
    batch = blog.read(POSTS, "rust-blog/content", "https://blog.rust-lang.org")
    files = list(POSTS.rglob("*.md"))
    told = {note.file for note in batch.notes if note.kind == "no text" or note.kind.startswith("page of a section")}
    assert len(files) == len(batch.documents) + len(told) == 754
    assert told == {"_index.md", "inside-rust/_index.md", "releases/_index.md", "releases/latest.md"}
    assert len({one.location for one in batch.documents}) == len(batch.documents)
    assert {one.fields["section"] for one in batch.documents} == {"", "inside-rust"}
    whole = "\n".join(text(one) for one in batch.documents)
    assert whole.count("https://blog.rust-lang.org/") < 30  # of 750: pages that are no posts, and plain words
    assert whole.count("](/blog/20") > 200
    kinds = {note.kind for note in batch.notes}
    assert {"missing image", "key not imported", "link that still leads to the old site"} <= kinds
    assert "broken link" not in kinds


NO_ADDRESSES = "[a](//[) ![b](http://[x) <a href='//a]b'>c</a>\n\n[d]: //[\n"


@pytest.mark.parametrize("site", ["", SITE])
def test_what_is_no_address_stays_as_it_is(tmp_path: Path, site: str) -> None:
    head = "---\naliases: ['//[', 'http://[']\npermalink: 'http://['\n---\n"
    batch = read(tmp_path, {"2020-01-02-a.md": f"{head}{NO_ADDRESSES}", "_config.yml": "url: http://["}, site=site)
    assert text(by_file(batch)["2020-01-02-a.md"]).strip() == NO_ADDRESSES.strip()


@pytest.mark.parametrize(
    ("head", "state", "published", "kind"),
    [
        ("status: in review", "review", False, "imported as a draft in review"),
        ("status: pending", "review", False, "imported as a draft in review"),
        ("unlisted: true", "unlisted", True, "imported as unlisted: only its address leads to it"),
        ("build: {list: never}", "unlisted", True, "imported as unlisted: only its address leads to it"),
        ("publishDate: 2099-05-06T07:08:00+02:00", "scheduled", False, "imported as a draft that is scheduled"),
        ("status: scheduled\ndate: 2099-05-06", "scheduled", False, "imported as a draft that is scheduled"),
        ("date: 2099-05-06", "scheduled", False, "scheduled, since its date is in the future"),
        ("status: scheduled", "", False, "imported as a draft"),  # its date has passed
        ("unlisted: true\ndraft: true", "", False, "imported as a draft"),
        ("unlisted: true\npublishDate: 2099-05-06", "", False, "imported as a draft"),
        ("date: 2099-05-06\ndraft: true", "", False, "imported as a draft"),
        ("build: {list: never, render: never}", "", False, "imported as a draft"),
    ],
)
def test_states_are_those_of_the_blog_where_they_are_certain(
    tmp_path: Path, head: str, state: str, published: bool, kind: str
) -> None:
    batch = read(tmp_path, {"2020-01-02-a.md": f"---\n{head}\n---\nText\n"})
    found = fields(batch, "2020-01-02-a.md")
    assert (found.get("state", ""), found["published"]) == (state, published)
    assert kind in {one for _, one, _ in notes(batch)}


def test_a_scheduled_post_is_published_at_the_moment_that_it_names(tmp_path: Path) -> None:
    batch = read(tmp_path, {"2020-01-02-a.md": "---\npublishDate: 2099-05-06T07:08:00+02:00\n---\nText\n"})
    found = fields(batch, "2020-01-02-a.md")
    assert (found["date"], found["day"]) == ("2099-05-06T07:08:00+02:00", "")


def test_an_unlisted_post_in_a_folder_of_drafts_is_a_draft(tmp_path: Path) -> None:
    batch = read(tmp_path, {"_drafts/2020-01-02-a.md": "---\nunlisted: true\n---\nText\n"})
    assert not fields(batch, "_drafts/2020-01-02-a.md")["published"]


@pytest.mark.parametrize(
    ("head", "around"),
    [
        ("series: Tea\npart: 2", {"series": "Tea", "part": 2}),
        ("series: [Tea, Cups]\nseries_weight: 30", {"series": "Tea", "part": 30}),
        ("taxonomies: {series: [Tea]}", {"series": "Tea"}),
        ("part: 2", {}),
        ("pin: true", {"pinned": True}),
        ("featured: yes", {"pinned": True}),
        ("sticky: false", {}),
        ("lang: nl", {"language": "nl"}),
        ("locale: pt_BR", {"language": "pt-BR"}),
        ("language: no language", {}),
    ],
)
def test_what_stands_around_a_post_comes_along(tmp_path: Path, head: str, around: dict[str, Any]) -> None:
    batch = read(tmp_path, {"2020-01-02-a.md": f"---\n{head}\n---\nText\n"})
    names = ("series", "part", "pinned", "language", "translation")
    found = fields(batch, "2020-01-02-a.md")
    assert {name: found[name] for name in names if name in found} == around
    assert not [what for _, kind, what in notes(batch) if kind == "key not imported"]


def test_translations_beside_a_post_keep_their_language_and_are_linked(tmp_path: Path) -> None:
    text = "---\ndate: 2020-01-02\n---\nText\n"
    files: dict[str, str | bytes] = {f"posts/{one}.md": text for one in ("a", "a.nl", "a.pt-br", "b", "v1.de", "c.xx")}
    batch = read(tmp_path, files)
    found = {file: (one.get("language"), one.get("translation")) for file, one in _fields(batch).items()}
    assert found == {
        "posts/a.md": (None, "here/posts/a"), "posts/a.nl.md": ("nl", "here/posts/a"),
        "posts/a.pt-br.md": ("pt-br", "here/posts/a"), "posts/b.md": (None, None), "posts/v1.de.md": (None, None),
        "posts/c.xx.md": (None, None),
    }  # fmt: skip
    assert fields(batch, "posts/a.nl.md")["slug"] == "a-nl"


def test_translations_elsewhere_are_linked_by_what_they_say(tmp_path: Path) -> None:
    batch = read(tmp_path, {
        "2020-01-02-tea.md": "---\nref: drink\nlang: en\n---\nText\n",
        "nl/2020-01-03-thee.md": "---\nref: drink\nlang: nl\n---\nText\n",
        "2020-01-04-x.md": "---\nref: other\nlang: en\n---\nText\n",
        "2020-01-04-y.md": "---\nref: other\nlang: en\n---\nText\n",
    })  # fmt: skip
    assert [one.get("translation") for one in _fields(batch).values()] == ["here/drink", "here/drink", None, None]


def _fields(batch: Batch) -> dict[str, dict[str, Any]]:
    return {one.file: one.fields for one in batch.documents}
