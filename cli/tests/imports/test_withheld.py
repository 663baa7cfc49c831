"""What says anything about publishing and is not understood becomes a draft, and the report says why."""

from pathlib import Path

import pytest
from content_folders import by_file, notes, written
from courant_cli.imports.batch import Batch
from courant_cli.imports.targets import blog, wiki

DATED = "2020-01-02-a.md"

PRIVATE_YAML = [
    "draft: true", "Draft: true", "DRAFT: yes", 'draft: "true"', "draft: on", "draft: 1",
    "draft: perhaps", "draft:\ttrue",
    "published: false", "Published: false", 'published: "false"', "published: no", "published: 0", "published: soon",
    "publish: false", "public: false", "is_published: false", "isPublished: false", "unpublished: true",
    "publishDate: 2099-01-01", "PublishDate: 2099-01-01T00:00:00+02:00", "publish_date: 2099-01-01",
    "publishdate: next week", "pubdate: 2099-01-01", "embargo: 2099-01-01", "published: 2099-01-01",
    "published_at: 2099-01-01T08:00:00Z", "scheduled: 2099-01-01 8:30",
    "expiryDate: 2001-01-01", "expires: 2001-01-01", "unpublishdate: 2001-01-01", "expiryDate: one day",
    "build: {render: never}", "build: {render: link}", "_build: {render: false}", "build: {list: never}",
    "_build:\n  list: local", "build: never", "build: {render: always, list: always, publish: sometimes}",
    "headless: true", "hidden: true", "private: true", "unlisted: true", "secret: yes", "members_only: true",
    "status: draft", "Status: Draft", "status: in review", "status: [published, draft]", "post_status: private",
    "visibility: private", "visibility: members", "access: members", "access: [staff]", "permissions: editors",
    "password: sesame", "encrypted: true", "protected: true", "redirect_to: https://example.org/",
    "layout: draft", "type: private", "permalink: false", "eleventyExcludeFromCollections: true",
    "eleventyExcludeFromCollections: [posts]", "params: {draft: true}", "extra:\n  private: true",
    "hiddenInHomeList: true", "publishable: false", "draft: true\ndraft: false", "draft: [true]", "draft: {a: b}",
    "hide: true", "show: false", "enabled: no", "routable: false", "hide_from_feed: true", "dg-publish: false",
    "entwurf: ja", "access:\n  site.login: true", "public: [staff]", "title: x\ndraft = true",
    "publish: {when: later}",
    "tags: [draft]", "tags: a, Private", "tags:\n  - '#draft'", "categories: [private]", "category: wip",
    "keywords: entwurf",
    "tags: [status/draft]", "tags: draft notes", "categories: [[x, unpublished]]", "taxonomies: {tags: [draft]}",
    "share: false", "online: no", "offline: yes", "archived: true", "output: false", "reviewed: no", "nda: yes",
    "end_date: 2001-01-01", "endDate: 2001-01-01", "until: 2001-01-01", "publish_until: 2001-01-01", "until: later",
    "redirect: /x/", "redirect_url: https://example.org/", "redirect_to: [/x/]", "layout: redirect", "type: Redirect",
    "login: required", "requires_login: true", "auth: true", "roles: [admin]", "allowed_groups: staff", "acl: staff",
    "sensitivity: internal", "review: pending", "members_only: yes", "rss_only: true", "deleted_at: 2020-01-01",
    "released: 2099-01-01", "released: false", "pubDatetime: 2099-01-01T00:00:00Z",
    "Entwurf: ja", "entwurf: wahr", "veröffentlicht: nein", "öffentlich: nein", "sichtbar: false", "privat: ja",
    "geheim: ja", "szkic: tak", "opublikowany: nie", "taslak: evet", "yayında: hayır", "gizli: true",
    "brouillon: oui",
    "publié: non", "borrador: sí", "publicado: no", "bozza: sì", "rascunho: sim", "utkast: ja", "kladde: ja",
    "مسودة: نعم", "منشور: لا", "טיוטה: כן", "מפורסם: לא", "ड्राफ्ट: हाँ", "प्रकाशित: नहीं", "草稿: 是", "发布: 否",
    "公開: false", "下書き: はい", "非公開: true", "초안: 예", "공개: 아니요", "bản nháp: có", "Bản Nháp: true",
    "πρόχειρο: ναι", "δημοσιευμένο: όχι", "черновик: да", "опубликовано: нет", "չհրապարակված: true",
    "status: Entwurf", "status: 下書き", "status: черновик", "статус: черновик", "statut: brouillon",
    "état: brouillon",
    "sichtbarkeit: privat", "visibility: privé", "published: nein", "draft: ja", "tags: [Entwurf]",
    "categories: 草稿",
    "date: one of these days", "title: x: y\ndraft: true", "title: [x\npublished: false",
]  # fmt: skip

UNLISTED = ["unlisted: true", "build: {list: never}", "_build:\n  list: local"]
"""What only the blog knows: public for everybody who has the address."""

PUBLIC_YAML = [
    "draft: false", "draft: no", "draft:", "draft: ~", 'draft: "false"', "published: true", "published: yes",
    "published: 2020-01-02", "publishDate: 2020-01-02", "publish: true", "expiryDate: 2099-01-01", "expires: never",
    "build: {render: always, list: always}", "headless: false", "hidden: false", "status: published", "status: final",
    "visibility: public", "access: everyone", "password:", "sitemap: false", "robots: noindex", "noindex: true",
    "layout: post", "type: docs", "publisher: ACM", "publication: Nature", "comments: false", "output: html_document",
    "cover: {image: a.png, hidden: false}", "accessibility: good", "categories: [drafting]", "tags: [todo, archived]",
    "tags: [privacy, a draft horse, C#]", "cache: true", "share: true", "end_date: 2099-01-01", "redirect: false",
    "redirect_from: /x/", "layout: redirecting", "login: none", "roles: [everyone]", "released: true",
    "archived: false",
    "status: new", "status: veröffentlicht", "visibility: öffentlich", "статус: опубликовано", "Entwurf: nein",
    "veröffentlicht: ja", "发布: 是", "草稿: 否", "公開: はい", "منشور: نعم", "черновик: нет", "автор: Анна",
    "标签: [甲]",
    "überschrift: Ein Entwurf", "concept: of time", "release: 1.2", "start_date: 2099-01-01", "deprecated: true",
    "hide: [navigation, toc]", "active: blog", "show: 5", "dg-publish: true", "toc: false", "feed: false",
    "title: Draft", "description: private", "search: exclude", "permalink: /x/", "render: true",
    "audience: beginners",
]  # fmt: skip


def yaml(head: str) -> str:
    return f"---\n{head}\n---\nText\n"


def public(batch: Batch) -> dict[str, bool]:
    """Whether each imported post is public."""
    return {file: one.fields["published"] for file, one in by_file(batch).items()}


@pytest.mark.parametrize("head", PRIVATE_YAML)
def test_a_post_that_says_so_is_a_draft_and_the_report_says_why(tmp_path: Path, head: str) -> None:
    batch = blog.read(written(tmp_path, {DATED: yaml(head)}), "here")
    assert public(batch) == {DATED: head in UNLISTED}
    assert [what for _, kind, what in notes(batch) if kind.startswith("imported as ") and what]


@pytest.mark.parametrize("head", PRIVATE_YAML)
def test_a_page_that_says_so_stays_out_of_the_wiki_and_the_report_says_why(tmp_path: Path, head: str) -> None:
    batch = wiki.read(written(tmp_path, {"a.md": yaml(head), "b.md": "Text"}))
    if head.startswith("date:"):  # the wiki has no dates
        return
    assert list(by_file(batch)) == ["b.md"]
    assert [what for _, kind, what in notes(batch) if kind == "draft: the wiki has no drafts" and what]


@pytest.mark.parametrize("head", PUBLIC_YAML)
def test_what_speaks_for_publishing_or_of_something_else_is_public(tmp_path: Path, head: str) -> None:
    files = {DATED: yaml(head)}
    assert public(blog.read(written(tmp_path, files), "here")) == {DATED: True}
    assert list(by_file(wiki.read(tmp_path))) == [DATED]


@pytest.mark.parametrize(
    "content",
    [
        '+++\ntitle = "x"\ndraft = true\n+++\nText', '+++\ntitle = "x"\nDraft = "yes"\n+++\nText',
        "+++\npublishDate = 2099-01-01\n+++\nText", "+++\nexpiryDate = 2001-01-01T00:00:00Z\n+++\nText",
        "+++\n[build]\nrender = 'never'\n+++\nText", "+++\n[_build]\nlist = false\n+++\nText",
        "+++\n[extra]\nhidden = true\n+++\nText", "+++\n[params]\nprivate = true\n+++\nText",
        "+++\ndraft = false\nDRAFT = true\n+++\nText", '{"title": "x", "draft": true}\n\nText',
        '{\n  "Draft": "true"\n}\nText', '{"draft": true, "draft": false}\nText',
        '---json\n{"draft": true}\n---\nText',
        "---toml\ndraft = true\n---\nText", ';;;\n{"published": false}\n;;;\nText', "---\ndraft: true\nText",
        "+++\ndraft = true\n\nText", "Title: x\nStatus: draft\n\nText", "\n\n---\ndraft: true\n---\nText",
        "<!--\n.. title: x\n.. status: draft\n-->\nText", "---\r\ndraft: true\r\n---\r\nText",
        "<!-- a remark -->\n---\ndraft: true\n---\nText",
        "\ufeff---\ndraft: true\n---\nText", "---\ndraft: true\n...\nText", "---\ntitle: x\n\tdraft: true\n---\nText",
    ],
)  # fmt: skip
def test_in_every_style_of_front_matter(tmp_path: Path, content: str) -> None:
    batch = blog.read(written(tmp_path, {DATED: content, "2020-01-02-b.md": "Text"}), "here")
    assert public(batch) == {DATED: False, "2020-01-02-b.md": True}
    assert list(by_file(wiki.read(tmp_path))) == ["2020-01-02-b.md"]


@pytest.mark.parametrize(
    ("section", "private"),
    [
        ("cascade: {draft: true}", True),
        ("cascade:\n  build:\n    render: never", True),
        ("Cascade:\n  - draft: true\n    _target: {path: '/news/**'}", True),
        ("cascade:\n- target: {kind: page}\n  headless: true", True),
        ("cascade:\n- _target: {kind: '{section,page}', path: '{/news/a,/other/**}'}\n  params: {private: true}", True),
        ("cascade:\n- _target: {lang: de}\n  draft: true", True),
        ("cascade: drafts", True),
        ("draft: true", True),
        ("published: false", True),
        ("cascade:\n  - draft: true\n    _target: {path: '/other/**'}", False),
        ("cascade:\n  - draft: true\n    _target: {kind: section}", False),
        ("cascade: {type: docs}", False),
        ("cascade: {draft: false}", False),
        ("build: {render: never}", False),
        ("date: 2099-01-01", False),
        ("title: News", False),
    ],
)
def test_what_a_section_says_of_the_pages_below(tmp_path: Path, section: str, private: bool) -> None:
    files = {"news/_index.md": yaml(section), "news/a.md": yaml("date: 2020-01-02"),
             "news/deep/b/index.md": yaml("date: 2020-01-03"), "c.md": yaml("date: 2020-01-04")}  # fmt: skip
    batch = blog.read(written(tmp_path, files), "here")
    found = public(batch)
    assert (found["news/a.md"], found["c.md"]) == (not private, True)
    assert ("news/a.md" in by_file(wiki.read(tmp_path))) is not private


def test_the_nearest_section_and_the_page_itself_decide(tmp_path: Path) -> None:
    batch = blog.read(written(tmp_path, {
        "_index.md": yaml("cascade: {draft: true}"), "a.md": yaml("date: 2020-01-02\ndraft: false"),
        "open/_index.md": yaml("cascade: {draft: false}"), "open/b.md": yaml("date: 2020-01-03"),
        "c.md": yaml("date: 2020-01-04"),
    }), "here")  # fmt: skip
    assert public(batch) == {"a.md": True, "open/b.md": True, "c.md": False}


def test_a_section_that_cannot_be_read_may_say_anything(tmp_path: Path) -> None:
    batch = blog.read(
        written(tmp_path, {"x/_index.md": "+++\ndraft =\n+++\n", "x/a.md": yaml("date: 2020-01-02")}), "here"
    )
    assert public(batch) == {"x/a.md": False}


@pytest.mark.parametrize(
    "file",
    ["_drafts/a.md", "deep/_drafts/a.md", "drafts/2020-01-02-a.md", "Drafts/2020-01-02-a.md",
    "private/2020-01-02-a.md",
     "_old/2020-01-02-a.md",
     "2020-01-02-a.draft.md", "_posts/_drafts/2020-01-02-a.md", "_2020-01-02-a.md", "archetypes/2020-01-02-a.md",
     "Entwürfe/2020-01-02-a.md", "brouillons/2020-01-02-a.md", "草稿/2020-01-02-a.md", "черновики/2020-01-02-a.md",
     "2020-01-02-a.entwurf.md"],
)  # fmt: skip
def test_where_a_file_lies(tmp_path: Path, file: str) -> None:
    batch = blog.read(written(tmp_path, {file: "Text", "_posts/2020-01-02-b.md": "Text"}), "here")
    assert public(batch) == {file: False, "_posts/2020-01-02-b.md": True}
    assert [what for _, kind, what in notes(batch) if kind == "imported as a draft"]
    assert file not in by_file(wiki.read(tmp_path))


def test_a_whole_folder_of_drafts(tmp_path: Path) -> None:
    batch = blog.read(written(tmp_path / "_drafts", {"a.md": "Text", "2020-01-02-b.md": "Text"}), "here")
    assert public(batch) == {"a.md": False, "2020-01-02-b.md": False}


@pytest.mark.parametrize("head", ["headless: true", "title: x"])
def test_the_parts_of_a_page_are_no_posts(tmp_path: Path, head: str) -> None:
    files = {"bundle/index.md": yaml(f"date: 2020-01-02\n{head}"), "bundle/part.md": yaml("date: 2020-01-02"),
             "bundle/deep/part.md": yaml("date: 2020-01-02"), "a.md": yaml("date: 2020-01-02"),
             "bundle/index.de.md": yaml("date: 2020-01-02")}  # fmt: skip
    batch = blog.read(written(tmp_path, files), "here")
    assert public(batch) == {
        "bundle/index.md": head == "title: x", "bundle/part.md": False, "bundle/deep/part.md": False, "a.md": True,
        "bundle/index.de.md": True,
    }  # fmt: skip
    assert ("bundle/part.md", "imported as a draft", "it is a part of the page bundle/index.md") in notes(batch)


def test_in_a_wiki_an_index_is_a_page_among_others_unless_hugo_made_it(tmp_path: Path) -> None:
    files = {"a/index.md": "Text", "a/b.md": "Text"}
    assert list(by_file(wiki.read(written(tmp_path / "docs", files)))) == ["a/index.md", "a/b.md"]
    made = written(tmp_path / "hugo", {**files, "_index.md": yaml("title: x")})
    assert "a/b.md" not in by_file(wiki.read(made))


def test_what_the_configuration_says(tmp_path: Path) -> None:
    config = (
        "collections:\n  news:\n    output: true\n  notes:\n    output: false\n"
        "defaults:\n- scope: {path: _posts/secret, type: posts}\n  values: {published: false}\n"
    )
    batch = blog.read(written(tmp_path, {
        "_config.yml": config, "_news/2020-01-02-a.md": "Text", "_notes/2020-01-02-b.md": "Text",
        "_posts/secret/2020-01-02-c.md": "Text", "_posts/2020-01-02-d.md": "Text",
    }), "here")  # fmt: skip
    assert {file.rpartition("-")[2]: one for file, one in public(batch).items()} == {
        "a.md": True, "b.md": False, "c.md": False, "d.md": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    "config",
    [
        {"_config.yml": "exclude: [notes/, '*/secret.md']\n"},
        {"config.toml": 'ignored_content = ["notes", "*/secret.md"]\n'},
        {".eleventyignore": "# not yet\nnotes/\n./posts/secret.md\n"},
    ],
)
def test_what_the_configuration_leaves_out(tmp_path: Path, config: dict[str, str]) -> None:
    files = {"notes/2020-01-02-a.md": "Text", "posts/secret.md": yaml("date: 2020-01-02"), "2020-01-02-c.md": "Text"}
    found = public(blog.read(written(tmp_path, {**files, **config}), "here"))
    assert found == {"notes/2020-01-02-a.md": False, "posts/secret.md": False, "2020-01-02-c.md": True}


def test_a_book_names_its_chapters_wherever_they_lie(tmp_path: Path) -> None:
    files = {"SUMMARY.md": "- [A](private/a.md)\n- [B](b.md)\n", "private/a.md": "Text", "b.md": yaml("draft: true")}
    assert list(by_file(wiki.read(written(tmp_path, files)))) == ["private/a.md"]


def test_what_a_data_file_of_eleventy_says_of_its_folder(tmp_path: Path) -> None:
    batch = blog.read(written(tmp_path, {
        "soon/soon.json": '{"permalink": false}', "soon/a.md": yaml("date: 2020-01-02"),
        "later/later.11tydata.json": '{"draft": true}', "later/b.md": yaml("date: 2020-01-03"),
        "posts/posts.json": '{"layout": "post"}', "posts/c.md": yaml("date: 2020-01-04"),
    }), "here")  # fmt: skip
    assert public(batch) == {"soon/a.md": False, "later/b.md": False, "posts/c.md": True}


def test_an_end_that_is_still_to_come_is_told(tmp_path: Path) -> None:
    batch = blog.read(written(tmp_path, {DATED: yaml("expiryDate: 2099-01-01")}), "here")
    assert (DATED, "will not be taken back by itself", "expirydate: 2099-01-01") in notes(batch)


@pytest.mark.parametrize(
    "mark", ["<!--members-only-->", "[/private]", "[/members_only]", "<!-- paywall -->", "{% if visitor"]
)
def test_a_text_with_a_part_for_some_readers_only(tmp_path: Path, mark: str) -> None:
    files = {DATED: f"For all\n\n{mark}\n\nFor some\n", "2020-01-02-b.md": f"`{mark}` [private](x) [private]\n"}
    batch = blog.read(written(tmp_path, files), "here")
    assert public(batch) == {DATED: False, "2020-01-02-b.md": True}
    assert (DATED, "imported as a draft", f"a part of it is for some readers only: {mark}") in notes(batch)
    assert list(by_file(wiki.read(tmp_path))) == ["2020-01-02-b.md"]
