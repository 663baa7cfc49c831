"""Where posts stood on their old sites, as each generator makes addresses, and links between them in those forms."""

import re
from pathlib import Path
from typing import Any

import pytest
from content_folders import by_file, notes, text, written
from courant_cli.imports.sources.old_addresses import plain
from courant_cli.imports.targets import blog
from courant_cli.imports.targets.blog.meta import meta


def stood(root: Path, file: str, head: str = "", **others: str) -> list[str]:
    """The old addresses of a post, as they are sent."""
    if not re.search(r"^date:", head, re.MULTILINE) and "/20" not in file:
        head = f"date: 2020-01-07\n{head}"
    files = {file: f"---\n{head}\n---\nText\n", **others}
    aliases: list[str] = by_file(blog.read(written(root, files), "here"))[file].fields["aliases"]
    return aliases


@pytest.mark.parametrize(
    ("file", "head", "first"),
    [
        # Jekyll: categories, the day of the front matter, and the name as written.
        ("_posts/2015-05-06-foo.md", "", "2015/05/06/foo.html"),
        ("_posts/2020-01-03-b.md", "categories: [a, b]", "a/b/2020/01/03/b.html"),
        ("_posts/2020-01-03-b.md", "categories: A b", "a/b/2020/01/03/b.html"),
        ("_posts/2020-01-03-b.md", "category: Long walks", "long walks/2020/01/03/b.html"),
        ("news/_posts/2020-01-03-b.md", "categories: a", "news/a/2020/01/03/b.html"),
        ("_posts/2020-01-03-b.md", "date: 2020-02-04 10:00", "2020/02/04/b.html"),
        ("_posts/2020-01-01-b.md", "date: 2020-01-01T00:30:00+02:00", "2020/01/01/b.html"),
        ("_posts/2020-01-07-Über-Straße_X.md", "", "2020/01/07/Über-Straße_X.html"),
        ("_posts/2020-1-7-b.md", "", "2020/01/07/b.html"),
        ("_posts/2020-01-03-b.md", "slug: other", "2020/01/03/other.html"),
        ("_posts/2020-01-03-b.md", "permalink: /:categories/:title/\ncategories: a", "a/b"),
        ("_posts/2020-01-03-b.md", "permalink: pretty\ncategories: a", "a/2020/01/03/b"),
        ("_posts/2020-01-03-b.md", "permalink: none", "b.html"),
        ("_posts/2020-01-03-b.md", "permalink: ordinal", "2020/003/b.html"),
        ("_posts/2020-01-03-b.md", "permalink: /:year/:i_month/:i_day/:short_year/:slug", "2020/1/3/20/b"),
        ("_posts/2020-01-03-b.md", "permalink: /about us/", "about us"),
        # Hugo: section and file, or `slug`, or `url`.
        ("posts/b.md", "", "posts/b"),
        ("posts/My Post.md", "", "posts/my-post"),
        ("content/posts/deep/b.md", "", "posts/deep/b"),
        ("posts/b/index.md", "", "posts/b"),
        ("posts/b.md", "slug: Other", "posts/other"),
        ("posts/b.md", "url: /blog/2015/07/Weekly-Meeting_23", "blog/2015/07/Weekly-Meeting_23"),
        ("posts/b.md", "url: /:year/:month/:title/\ntitle: Two Words", "2020/01/two-words"),
        ("posts/b.md", "URL: /x/b.html", "x/b.html"),
        # Zola: the day of the name is left out.
        ("posts/2020-01-03-b.md", "", "2020/01/03/b.html"),
        # Eleventy.
        ("posts/b.md", "permalink: /{{ page.date | date: '%Y/%m' }}/{{ page.fileSlug }}/", "2020/01/b"),
        ("posts/b.md", "title: Two Words\npermalink: 'x/{{ title | slugify }}/index.html'", "x/two-words"),
    ],
)
def test_an_address_as_its_generator_makes_it(tmp_path: Path, file: str, head: str, first: str) -> None:
    assert stood(tmp_path, file, head)[0] == first


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("url: /blog/2015/07/Weekly-Meeting_23\naliases: [/older/weekly.html, old]",
         ["blog/2015/07/Weekly-Meeting_23", "older/weekly.html", "blog/2015/07/old", "posts/old", "old"]),
        ("aliases: [/older/weekly.html, old]", ["posts/b", "older/weekly.html", "posts/old", "old"]),
        ("Aliases: /older/", ["posts/b", "older"]),
        ("redirect_from: /2019/old.html", ["posts/b", "2019/old.html"]),
        ("redirect_from:\n  - /2019/old.html\n  - old", ["posts/b", "2019/old.html", "old"]),
        ("redirect_from: [/gr%C3%BC%C3%9Fe/, 'https://old.example.org/x/?p=1#part']", ["posts/b", "grüße", "x"]),
        ("tumblr_url: http://ada.tumblr.com/post/123/b", ["posts/b", "post/123/b", "post/123"]),
        ("aliases: [/]", ["posts/b"]),
    ],
)  # fmt: skip
def test_addresses_that_already_led_to_a_post(tmp_path: Path, head: str, expected: list[str]) -> None:
    assert stood(tmp_path, "posts/b.md", head) == expected


def test_the_day_of_the_name_beside_another_inside(tmp_path: Path) -> None:
    found = stood(tmp_path, "_posts/2020-01-03-b.md", "date: 2020-02-04\ncategories: a")
    assert {"a/2020/02/04/b.html", "2020/02/04/b.html", "2020/01/03/b.html"} <= set(found)


def test_an_address_that_a_post_keeps_needs_no_redirect(tmp_path: Path) -> None:
    assert stood(tmp_path, "posts/b.md", "url: /blog/2020/01/07/b/") == []


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("permalink: /{{ page.colour }}/", ("address that cannot be read", "permalink: /{{ page.colour }}/")),
        ("permalink: /:colour/x/", ("address that cannot be read", "permalink: /:colour/x/")),
        ("url: /wiki/b/", ("old address in another part of this site", "wiki/b")),
    ],
)
def test_what_cannot_lead_on_is_told(head: str, problem: tuple[str, str]) -> None:
    key, _, value = head.partition(": ")
    assert problem in meta("posts/b.md", {key: value, "date": "2020-01-07"}).problems


@pytest.mark.parametrize(
    ("config", "first"),
    [
        ({"_config.yml": "permalink: pretty\n"}, "a/2020/01/03/b"),
        ({"_config.yml": "permalink: /notes/:title\n"}, "notes/b"),
        ({"hugo.toml": '[permalinks]\nposts = "/:year/:slug/"\n'}, "2020/b"),
        ({"hugo.yaml": "permalinks:\n  page:\n    posts: /:sections/:month/:contentbasename/\n"}, "posts/01/b"),
        ({"config/_default/permalinks.toml": 'posts = "/x/:filename/"\n'}, "x/b"),
        ({"config.toml": "not toml"}, "a/2020/01/03/b.html"),
    ],
)
def test_the_configuration_of_a_site_decides(tmp_path: Path, config: dict[str, str], first: str) -> None:
    file = "_posts/2020-01-03-b.md" if "_config.yml" in config or "config.toml" in config else "posts/b.md"
    head = "date: 2020-01-03" + ("\ncategories: a" if file.startswith("_") else "")
    assert stood(tmp_path, file, head, **config)[0] == first


LINKS: list[tuple[str, str, str]] = [
    ("posts/a.md", "/posts/b/", "posts/b.md"),
    ("posts/a.md", "../b/", "posts/b.md"),
    ("posts/a.md", "../b", "posts/b.md"),
    ("posts/a.md", "/posts/b/#part", "posts/b.md"),
    ("posts/a.md", "/posts/B/?utm_source=x", "posts/b.md"),
    ("posts/a.md", "/old/", "posts/b.md"),
    ("posts/a.md", "/2019/old.html", "posts/b.md"),
    ("posts/a.md", "/2019/old", "posts/b.md"),
    ("posts/a.md", "{{ '/posts/b/' | url }}", "posts/b.md"),
    ("posts/a.md", '{{ "/posts/b/" | relative_url }}', "posts/b.md"),
    ("posts/a.md", '{{ "/posts/b/" | prepend: site.baseurl }}', "posts/b.md"),
    ("posts/a.md", '{{ "/posts/b/" | prepend: site.baseurl | prepend: site.url }}', "posts/b.md"),
    ("posts/a.md", "{{ site.baseurl }}/posts/b/", "posts/b.md"),
    ("posts/a.md", "{{site.url}}{{ site.baseurl }}/posts/b.html", "posts/b.md"),
    ("posts/a.md", '{{< ref "b.md" >}}', "posts/b.md"),
    ("posts/a.md", '{{< relref "/posts/b" >}}', "posts/b.md"),
    ("posts/a.md", '{{% ref path="posts/b.md" lang="en" %}}', "posts/b.md"),
    ("posts/a.md", "@/posts/b.md", "posts/b.md"),
    ("posts/a.md", "{% link posts/b.md %}", "posts/b.md"),
    ("posts/a.md", "/a/b/2020/01/03/c.html", "_posts/2020-01-03-c.md"),
    ("posts/a.md", "/a/b/2020/01/03/c/", "_posts/2020-01-03-c.md"),
    ("posts/a.md", "/2020/01/03/c.html", "_posts/2020-01-03-c.md"),
    ("posts/a.md", "{% post_url 2020-01-03-c %}", "_posts/2020-01-03-c.md"),
    ("posts/a.md", "{{ site.baseurl }}{% post_url 2020-01-03-c %}", "_posts/2020-01-03-c.md"),
    ("posts/a.md", "/2020/01/07/Über-Straße_X.html", "_posts/2020-01-07-Über-Straße_X.md"),
    ("posts/a.md", "/2020/01/07/%C3%9Cber-Stra%C3%9Fe_X.html", "_posts/2020-01-07-Über-Straße_X.md"),
    ("_posts/2020-01-03-c.md", "../../../../../posts/b/", "posts/b.md"),
    ("_posts/2020-01-03-c.md", "../07/Über-Straße_X.html", "_posts/2020-01-07-Über-Straße_X.md"),
]


@pytest.mark.parametrize(("file", "address", "leads"), LINKS)
def test_links_between_posts_arrive(tmp_path: Path, file: str, address: str, leads: str) -> None:
    files = {
        "posts/a.md": "---\ndate: 2020-02-01\n---\nText",
        "posts/b.md": "---\ndate: 2020-02-02\naliases: [/old/]\nredirect_from: /2019/old.html\n---\nText",
        "_posts/2020-01-03-c.md": "---\ncategories: [a, b]\n---\nText",
        "_posts/2020-01-07-Über-Straße_X.md": "Text",
    }
    files[file] += f"\n\n[x]({address})"
    batch = blog.read(written(tmp_path, files), "here")
    part = "#part" if "#" in address else ""
    assert text(by_file(batch)[file]).endswith(f"[x]({by_file(batch)[leads].location}{part})")
    assert "broken link" not in {kind for _, kind, _ in notes(batch)}


@pytest.mark.parametrize(
    "address", ["http://ada.tumblr.com/post/7/b", "https://ADA.tumblr.com/post/7/b/?x=1", "/post/7"]
)
def test_links_to_where_a_post_stood_on_another_host(tmp_path: Path, address: str) -> None:
    batch = blog.read(written(tmp_path, {
        "2020-01-02-b.md": "---\ntumblr_url: https://ada.tumblr.com/post/7/b\n---\nText",
        "2020-01-03-a.md": f"[x]({address}#part) [y](https://other.example/post/7/b)",
    }), "here")  # fmt: skip
    assert text(batch.documents[1]) == "[x](/blog/2020/01/02/b/#part) [y](https://other.example/post/7/b)"


def test_a_post_that_says_where_it_stood_wins_over_one_that_may_have_stood_there(tmp_path: Path) -> None:
    batch = blog.read(written(tmp_path, {
        "posts/b.md": "---\ndate: 2020-01-01\n---\nText", "x.md": "---\ndate: 2020-01-02\nurl: /posts/b/\n---\nText",
        "c.md": "---\ndate: 2020-01-03\n---\n[x](/posts/b/)",
    }), "here")  # fmt: skip
    found = by_file(batch)
    assert text(found["c.md"]).endswith(f"({found['x.md'].location})")


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/a/b/", "a/b"), ("a/b/index.html", "a/b"), ("/a/b.html", "a/b.html"), ("/", ""), ("/index.html", ""),
        ("https://x.example/a/?q=1#p", "a"), ("/U\u0308/", "\u00dc"), ("/%C3%9C", "\u00dc"), ("/a?b=/c", "a"),
    ],
)  # fmt: skip
def test_the_path_of_an_address(address: str, path: str) -> None:
    assert plain(address) == path


@pytest.mark.parametrize("value", [{}, 7, [["x"]], {"a": "b"}, [None], True])
def test_aliases_that_are_none(value: Any) -> None:
    assert meta("posts/b.md", {"aliases": value, "redirect_from": value, "date": "2020-01-01"}).aliases == []


def test_an_address_that_only_asks_leads_on_and_links_to_it_arrive(tmp_path: Path) -> None:
    batch = blog.read(written(tmp_path, {
        "2020-01-02-a.md": "---\nredirect_from: [/?p=123, '/index.php?p=124', /old/]\n---\nText",
        "2020-01-03-b.md": "---\nguid: https://old.example/?p=125\n---\nText",
        "2020-01-04-c.md": "---\nwordpress_id: 126\n---\n[a](/?p=123) [b](https://old.example/?p=125) [c](/?p=126#x)",
    }), "here", "https://old.example")  # fmt: skip
    one = by_file(batch)["2020-01-02-a.md"]
    assert "old" in one.fields["aliases"]
    assert not {"", "index.php"} & set(one.fields["aliases"])
    assert [(one.source, one.file) for one in batch.leads] == [
        ("/?p=123", "2020-01-02-a.md"), ("/?p=124", "2020-01-02-a.md"), ("/?p=125", "2020-01-03-b.md"),
        ("/?p=126", "2020-01-04-c.md"),
    ]  # fmt: skip
    assert text(by_file(batch)["2020-01-04-c.md"]) == (
        "[a](/blog/2020/01/02/a/) [b](/blog/2020/01/03/b/) [c](/blog/2020/01/04/c/#x)"
    )


@pytest.mark.parametrize(
    ("file", "config", "address"),
    [
        ("source/_posts/你好.md", {"_config.yml": "permalink: :year/:month/:day/:title/\n"}, "2020/01/02/你好"),
        (
            "_recipes/soup.md",
            {"_config.yml": "collections:\n  recipes: {output: true, permalink: /r/:name/}\n"},
            "r/soup",
        ),
        ("_recipes/soup.md", {"_config.yml": "collections:\n  recipes: {output: true}\n"}, "recipes/soup"),
        ("content/posts/हिन्दी.md", {"hugo.toml": "title='x'\n"}, "posts/हिन्दी"),
        ("_posts/2020-01-02-สวัสดี.md", {"_config.yml": "permalink: /:title/\n"}, "สวัสดี"),
    ],
)
def test_addresses_of_other_folders_and_scripts(
    tmp_path: Path, file: str, config: dict[str, str], address: str
) -> None:
    batch = blog.read(written(tmp_path, {file: "---\ndate: 2020-01-02\n---\nText", **config}), "here")
    assert address == batch.documents[0].fields["aliases"][0]


def test_links_from_the_top_of_the_content_in_a_whole_site(tmp_path: Path) -> None:
    batch = blog.read(written(tmp_path, {
        "content/blog/a.md": "+++\ndate = 2020-01-02\n+++\n[b](@/blog/b.md#x)",
        "content/blog/b.md": "+++\ndate = 2020-01-03\n+++\nText",
    }), "here")  # fmt: skip
    assert text(by_file(batch)["content/blog/a.md"]) == "[b](/blog/2020/01/03/b/#x)"


def test_the_languages_of_a_site(tmp_path: Path) -> None:
    head = "+++\ndate = 2020-01-02\n+++\n"
    batch = blog.read(written(tmp_path, {
        "hugo.toml": "defaultContentLanguage = 'en'\n[languages.en]\n[languages.de]\n",
        "content/posts/a/index.md": f'{head}[b]({{{{< relref "b" >}}}})',
        "content/posts/a/index.de.md": f'{head}[b]({{{{< relref "b" >}}}})',
        "content/posts/b.en.md": f"{head}Text", "content/posts/b.de.md": f"{head}Text",
        "content/posts/v1.it.md": f"{head}Text",
    }), "here")  # fmt: skip
    found = {file.removeprefix("content/posts/"): one for file, one in by_file(batch).items()}
    assert {file: (one.fields["slug"], one.fields["aliases"][0]) for file, one in found.items()} == {
        "a/index.md": ("a", "posts/a"), "a/index.de.md": ("a-de", "de/posts/a"), "b.en.md": ("b", "posts/b"),
        "b.de.md": ("b-de", "de/posts/b"), "v1.it.md": ("v1-it", "posts/v1.it"),
    }  # fmt: skip
    assert text(found["a/index.md"]) == "[b](/blog/2020/01/02/b/)"
    assert text(found["a/index.de.md"]) == "[b](/blog/2020/01/02/b-de/)"


def test_links_between_notes(tmp_path: Path) -> None:
    batch = blog.read(written(tmp_path, {
        "2020-01-02-a.md": "[[Zweite Notiz|zwei]] [[Zweite Notiz#Ein Teil]] [[Zweite Notiz#^block]] [[no]] `[[x]]`",
        "Ordner/Zweite Notiz.md": "---\ndate: 2020-01-03\n---\nText",
    }), "here")  # fmt: skip
    there = "/blog/2020/01/03/zweite-notiz/"
    assert text(by_file(batch)["2020-01-02-a.md"]) == (
        f"[zwei]({there}) [Zweite Notiz]({there}#ein-teil) [Zweite Notiz]({there}#block) [[no]] `[[x]]`"
    )
