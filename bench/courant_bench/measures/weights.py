"""Rows for the size of a reader's first page."""

from collections.abc import Sequence

from courant_bench.browser import chromium
from courant_bench.courant import ROOT, courant_site
from courant_bench.measures.weight import first_page
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

KB = 1000
TEXT = ROOT / "docs" / "topics" / "wire.md"  # words that do not repeat, as people's do not


def rows(plan: Plan) -> Sequence[Row]:
    """Measure a post's page and, for information, the front page."""
    if not plan.ours:
        return []
    with chromium() as browser, courant_site(plan.directory / "courant") as site:
        post, files = first_page(browser, f"{site.url}{site.write_post(text=TEXT.read_text()).path}", site.live)
        front, _ = first_page(browser, f"{site.url}/", site.live)
    note = "bodies as they travelled, images left out, 1 KB is 1000 bytes\n  " + "\n  ".join(files)
    return [
        Row("first page: JavaScript", "KB", post.script / KB, bar=Bar.AT_MOST, limit=12, note=note),
        Row("first page: CSS", "KB", post.style / KB, bar=Bar.AT_MOST, limit=6),
        Row("first page: everything", "KB", post.everything / KB, bar=Bar.AT_MOST, limit=40),
        Row("  front page: everything", "KB", front.everything / KB),
    ]
