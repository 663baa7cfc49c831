"""The service of a text is killed while five people type in it: everything is there, once, and all have the same."""

from playwright.sync_api import expect

from tests.chaos.cowriting import cowriters, ended, type_lines, typed, until_saved
from tests.chaos.ledger import Ledger
from tests.chaos.rigging import RECOVERY, is_the_same_window, rigged_live
from tests.chaos.writing import Operator
from tests.fixtures import Somebody
from tests.site import Site
from tests.windows import text_of

NAMES = ("ann", "ben", "cleo", "dan")
LINES = 4


def test_everything_that_five_people_type_is_there(site: Site, somebody: Somebody) -> None:
    """Four of them are programs, and one has a window."""
    operator = Operator(site).call
    operator("courant.wiki.page.save", title="Together", text="Once")
    window = rigged_live(somebody("ada"), site, "/wiki/together/~edit/")
    text_of(window).press("Control+End")
    with cowriters(f"ws://localhost:{site.port}/ws", operator, NAMES, "together") as programs:
        type_lines(programs, LINES)
        for turn in range(2):
            until_saved(programs, 1)
            window.keyboard.type(f"\nada: before {turn}")
            site.kill("wiki")
            window.keyboard.type(f", after {turn}")
        until_saved(programs, LINES - 2)
        expect(window.locator(".saved")).to_have_text("Saved", timeout=RECOVERY)
        text = ended(programs)
    mine = [f"ada: before {turn}, after {turn}" for turn in range(2)]
    assert sorted(text.split("\n")) == sorted(["Once", *mine, *typed(NAMES, LINES)])
    expect(window.locator("#text")).to_have_value(text, timeout=RECOVERY)
    is_the_same_window(window)
    numbers = Ledger(site, "wiki").rows("SELECT number FROM courant_textupdate ORDER BY number")
    assert [number for (number,) in numbers] == list(range(numbers[0][0], numbers[0][0] + len(numbers)))
