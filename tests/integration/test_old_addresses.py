"""A folder is imported into a whole site: old addresses lead on over HTTP, and what is private stays so."""

from collections.abc import Iterator

import httpx
import pytest

from tests.site import Site

pytestmark = pytest.mark.router

POSTS = {
    "posts/weekly.md": (
        "---\ndate: 2015-07-23\nurl: /blog/2015/07/Weekly-Meeting_23\naliases: [/older/weekly.html, old]\n"
        "redirect_from: /2019/old.html\n---\nWe met. [Next](/2015/05/06/foo.html)\n"
    ),
    "_posts/2015-05-06-foo.md": "---\ntitle: Foo\n---\nBars. {% comment %}a secret{% endcomment %}\n",
    "_posts/2020-01-07-Über-Straße_X.md": "Streets\n",
    "_drafts/plan.md": "A secret plan\n",
    "_posts/2015-05-07-later.md": "---\npublishDate: 2099-01-01\nredirect_from: /later/\n---\nA secret\n",
}


@pytest.fixture(scope="module")
def imported(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The whole site, into which the posts were imported."""
    folder = tmp_path_factory.mktemp("site") / "mine"
    for name, content in POSTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    assert "5 posts: 5 new" in site.command("import", "blog", str(folder))
    return site


@pytest.fixture
def reader(imported: Site) -> Iterator[httpx.Client]:
    """A visitor who follows no redirect by herself."""
    with httpx.Client(base_url=imported.url, timeout=20) as client:
        yield client


@pytest.mark.parametrize("end", ["", "/", "?utm_source=x", "/?utm_source=x&y=%C3%A4"])
@pytest.mark.parametrize(
    ("old", "words"),
    [
        ("/blog/2015/07/Weekly-Meeting_23", "We met"),
        ("/blog/2015/07/old", "We met"),
        ("/older/weekly.html", "We met"),
        ("/older/weekly", "We met"),
        ("/old", "We met"),
        ("/2019/old.html", "We met"),
        ("/2015/05/06/foo.html", "Bars"),
        ("/2015/05/06/foo", "Bars"),
        ("/2020/01/07/Über-Straße_X.html", "Streets"),
    ],
)
def test_an_old_address_leads_on_in_one_hop(reader: httpx.Client, old: str, end: str, words: str) -> None:
    moved = reader.get(old + end)
    assert moved.status_code == 301
    page = reader.get(moved.headers["Location"])
    assert (page.status_code, words in page.text) == (200, True)


@pytest.mark.parametrize("old", ["/later/", "/2015/05/07/later.html", "/plan/", "/never/", "/2019/never.html"])
def test_what_is_private_or_never_was_is_not_found(reader: httpx.Client, old: str) -> None:
    assert reader.get(old).status_code == 404


def test_nothing_private_is_shown(reader: httpx.Client) -> None:
    pages = ["/", "/blog/", "/blog/feed/", "/sitemap/blog.xml", "/blog/2015/05/06/foo/"]
    assert not [page for page in pages if "secret" in reader.get(page).text.lower()]


def test_links_between_posts_arrive(reader: httpx.Client) -> None:
    assert 'href="/blog/2015/05/06/foo/"' in reader.get("/blog/2015/07/23/weekly-meeting_23/").text


def test_the_report_says_why(imported: Site) -> None:
    report = (imported.data / "import-report-blog.txt").read_text()
    for line in ("_drafts/plan.md: new\n    imported as a draft: it lies in the folder _drafts\n",
                 "    imported as a draft that is scheduled: publishdate: 2099-01-01 (in the future)\n",
                 "    remark that readers never saw, left out: {% comment %}a secret{% endcomment %}\n"):  # fmt: skip
        assert line in report
