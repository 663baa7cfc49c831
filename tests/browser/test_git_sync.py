"""What a commit and the site disagree about is decided in the editor, and the page about the sync follows."""

import os

import pytest
from playwright.sync_api import expect

from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import opened

pytestmark = pytest.mark.browser

COMMIT = "0123456789" * 4
BASE, THERE = "One.\n\nTwo.\n\nThree.", "One, there.\n\nTwo there.\n\nThree."


def disagreed(site: Site) -> int:
    """A page that was changed here and by a commit; the number of what is left to decide."""
    with site.operator() as peer:
        peer.call("courant.wiki.page.save", title="Juniper", path="juniper", text=BASE)
        found = peer.call("courant.wiki.copy.list", after="junipe", limit=1)["pages"][0]
        peer.call(
            "courant.wiki.page.save", title="Juniper", path="juniper", base=1, text=BASE.replace("Two.", "Two here.")
        )
        begun = peer.call("courant.wiki.sync.begin", repository="/srv/juniper.git", branch="main")
        before = {"path": "juniper", "title": "Juniper", "text": BASE}
        file = {"file": "wiki/juniper.md", "entry_id": found["entry_id"], "before": before,
                "now": {**before, "text": THERE}, "author": "Bob B", "summary": "Grow"}  # fmt: skip
        done = peer.call(
            "courant.wiki.sync.apply", parent=begun["commit"], commit=COMMIT, done=0, files=[file], last=True
        )
        return int(done["files"][0]["conflict"])


def test_a_conflict_is_decided_in_the_editor(site: Site, somebody: Somebody) -> None:
    admin = opened(somebody("admin"), site, "/wiki/~sync/")
    number = disagreed(site)
    left = admin.locator(f"#conflict-{number}")
    expect(left).to_contain_text("Both sides changed the same place.")
    with site.operator() as peer:
        peer.call("courant.wiki.sync.report", state="equal", commit=COMMIT, subject="Grow", author="Bob B")
    expect(admin.get_by_text("Both sides are the same.")).to_be_visible()
    _pictured(admin, "sync")
    ada = opened(somebody("ada"), site, "/wiki/juniper/~edit/")
    ada.get_by_role("link", name="decide about commit").click()
    expect(ada.get_by_text(f"Commit {COMMIT[:10]} by Bob B says otherwise.")).to_be_visible()
    expect(ada.get_by_role("textbox", name="Merged text", exact=True)).to_contain_text("Two there.")
    _pictured(ada, "conflict")
    ada.get_by_role("button", name="Theirs").click()
    expect(ada.get_by_role("button", name="Theirs")).to_have_count(0)
    ada.get_by_role("button", name="Save the merged text").click()
    expect(ada.locator("article.page")).to_contain_text("Two here.")
    expect(ada.locator("article.page")).to_contain_text("One, there.")
    expect(left).to_have_count(0)


def _pictured(page: object, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")  # type: ignore[attr-defined]
