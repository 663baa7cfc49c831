"""Rows for opening a large page with a long history for editing, against a small one."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Browser, Page

from courant_bench.browser import CLOCK, chromium
from courant_bench.checkout import HERE
from courant_bench.courant import FILLED, CourantSite, courant_site
from courant_bench.plan import Plan
from courant_bench.report import Bar, Row

LARGE, SMALL = 349_500, 3_400  # characters of three bytes: 1 MB and 10 KB; the wiki's longest text has 400,000
REVISIONS = 10_000
LIMIT = 2.0
PATIENCE = 60_000

#: Whether the editor is there and its text can be edited.
EDITABLE = """() => {
  const root = document.querySelector("courant-editor")?.shadowRoot;
  const content = root?.querySelector(".cm-content");
  return content?.isContentEditable && content.querySelector(".cm-line")?.textContent.length > 9;
}"""
#: Looks with each frame, since changes in the editor's own tree are not seen from outside.
OPENED = f"""
window.opening = new Promise(done => {{
  const editable = {EDITABLE};
  const look = () => editable() ? courantBench.painted(() => true).then(at => done(at - performance.timeOrigin))
    : requestAnimationFrame(look);
  requestAnimationFrame(look);
}});
"""


@dataclass
class Opened:
    """A site with one page, the window in which it is opened, and the milliseconds of each time."""

    site: CourantSite
    page: Page
    found: list[float] = field(default_factory=list)


def rows(plan: Plan) -> list[Row]:
    """Open both pages by turns, each in a wiki of its own."""
    if not plan.ours:
        return []
    sizes = {"large": (LARGE, plan.count(REVISIONS, 200)), "small": (SMALL, 1)}
    with ExitStack() as running:
        browser = running.enter_context(chromium())
        sites = {name: running.enter_context(_site(plan, name, *size, browser)) for name, size in sizes.items()}
        for one in sites.values():
            _open(one)  # the first time, the shared text is made
            one.found.clear()
        for _ in range(plan.count(15, 2)):
            for one in sites.values():
                _open(one)
    return [_told(sites)]


@contextmanager
def _site(plan: Plan, name: str, characters: int, revisions: int, browser: Browser) -> Iterator[Opened]:
    data = plan.directory / name / "data"
    data.mkdir(parents=True)
    (data / FILLED).touch()
    seed = [HERE.python, HERE.root / "bench" / "seed_history.py", "--data", data]
    seed += ["--characters", characters, "--revisions", revisions]
    subprocess.run([str(word) for word in seed], cwd=HERE.root, check=True, env=dict(os.environ))
    with courant_site(plan.directory / name) as site:
        page = site.writer(browser)
        page.add_init_script(CLOCK + OPENED)
        yield Opened(site, page)


def _open(one: Opened) -> None:
    one.page.goto("about:blank")
    one.page.goto(f"{one.site.url}/wiki/opened/~edit/")
    one.page.wait_for_function(EDITABLE, timeout=PATIENCE)
    one.found.append(one.page.evaluate("window.opening"))


def _told(sites: Mapping[str, Opened]) -> Row:
    large, small = sites["large"].found, sites["small"].found
    return Row(
        f"open a page of 1 MB with {REVISIONS:,} revisions for editing", "ms", median(large), median(small),
        Bar.RATIO_AT_MOST, LIMIT, "from the navigation to the painted text in the editor; beside it: 10 KB with one",
        tuple(large), tuple(small),
    )  # fmt: skip
