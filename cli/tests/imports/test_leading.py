"""Old addresses that no page has are sent to core, which redirects them."""

from pathlib import Path
from typing import Any

from courant_cli.imports.batch import Lead
from courant_cli.imports.leading import ADD, REFUSED, lead
from courant_cli.imports.report import Carried, Report
from courant_cli.imports.targets import blog
from courant_kit.calls.errors import CourantError, Unavailable
from test_wordpress import export, item
from twisted.internet.defer import ensureDeferred
from unpacked import read

TERMS = """<category domain="category" nicename="tea-time"><![CDATA[Tea &amp; Time]]></category>
<category domain="post_tag" nicename="ete">Été</category>"""


class Core:
    """A session with a core that refuses some addresses, or is away."""

    def __init__(self, refused: str = "", away: bool = False) -> None:
        self.calls: list[list[dict[str, str]]] = []
        self._refused, self._away = refused, away

    async def call(self, uri: str, **fields: Any) -> Any:
        """Answer as `courant.core.redirect.add_many` does."""
        assert uri == ADD
        if self._away:
            raise Unavailable("Nobody redirects here.")
        self.calls.append(fields["redirects"])
        refused = [one for one in fields["redirects"] if one["source"] == self._refused]
        return {"added": len(fields["redirects"]) - len(refused), "replaced": 0, "same": 0,
                "refused": [{"source": one["source"], "why": "No."} for one in refused]}  # fmt: skip


def led(core: Core, *leads: Lead) -> Report:
    report = Report(blog.BLOG, [Carried("a.md", "created", "/blog/2020/01/02/a/"), Carried("b.md", "created")])
    outcome: list[Any] = []
    ensureDeferred(lead(core, leads, report)).addBoth(outcome.append)
    assert outcome == [None]
    return report


def test_they_lead_to_what_readers_see() -> None:
    core = Core()
    report = led(core, Lead("/?p=1", "a.md"), Lead("/x/feed/", "a.md", end="feed/"), Lead("/?p=2", "b.md"),
                 Lead("/author/ann/", target="/blog/authors/ann/"))  # fmt: skip
    assert core.calls == [[
        {"source": "/?p=1", "target": "/blog/2020/01/02/a/"},
        {"source": "/x/feed/", "target": "/blog/2020/01/02/a/feed/"},
        {"source": "/author/ann/", "target": "/blog/authors/ann/"},
    ]]  # fmt: skip
    assert report.summary()[0].endswith("; 3 redirects")


def test_many_travel_in_several_calls() -> None:
    core = Core()
    led(core, *(Lead(f"/?p={number}", "a.md") for number in range(1200)))
    assert [len(one) for one in core.calls] == [500, 500, 200]


def test_what_cannot_lead_on_is_in_the_report_and_ends_nothing() -> None:
    report = led(Core(refused="/?p=1"), Lead("/?p=1", "a.md"), Lead("/?p=2", "a.md"))
    assert [(one.file, one.kind, one.what) for one in report.notes] == [("a.md", REFUSED, "/?p=1: No.")]
    report = led(Core(away=True), Lead("/?p=1", "a.md"))
    assert [(one.kind, one.what) for one in report.notes] == [(REFUSED, "Nobody redirects here.")]
    assert issubclass(Unavailable, CourantError)


def test_a_wordpress_site_leads_on_from_everywhere(tmp_path: Path) -> None:
    picture = item(9, post_type="attachment", post_parent="4", attachment_url="https://old.example/a.jpg",
                   link="https://old.example/journal/2021/01/n4/a/")  # fmt: skip
    found = {one.source: one.file or one.target for one in read(export(tmp_path, item(4, more=TERMS), picture)).leads}
    assert found == {
        "/journal/feed/": "/blog/feed/", "/journal/feed/atom/": "/blog/feed/", "/journal/feed/rss2/": "/blog/feed/",
        "/journal/comments/feed/": "/blog/comments/feed/", "/journal/?feed=rss2": "/blog/feed/",
        "/journal/?feed=atom": "/blog/feed/",
        "/journal/?p=4": "posts/4.md", "/journal/?page_id=4": "posts/4.md",
        "/journal/2021/01/n4/feed/": "posts/4.md",
        "/journal/category/tea-time/": "/blog/tag/tea-time/",
        "/journal/category/tea-time/feed/": "/blog/tag/tea-time/feed/",
        "/journal/tag/ete/": "/blog/tag/ete/", "/journal/tag/ete/feed/": "/blog/tag/ete/feed/",
        "/journal/author/ann/": "/blog/authors/ann-bo/", "/journal/author/ann/feed/": "/blog/authors/ann-bo/feed/",
        "/journal/?attachment_id=9": "posts/4.md", "/journal/2021/01/n4/a/": "posts/4.md",
        "/?p=4": "posts/4.md",
    }  # fmt: skip


def test_lists_of_what_nobody_saw_lead_nowhere(tmp_path: Path) -> None:
    leads = read(export(tmp_path, item(4, status="draft", more=TERMS))).leads
    assert not [one for one in leads if "category" in one.source or "author" in one.source]
