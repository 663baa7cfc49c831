"""Which old nodes stay when a new rendering arrives, and where they are then."""

from typing import Any

import pytest
from conftest import Site, Window
from playwright.sync_api import expect

START = '<section id="live" data-live="blog.post-1" data-version="1">{}</section>'
ITEM = '<li id="{0}">{0}<iframe srcdoc="<p>{0}</p>"></iframe><input name="{0}"></li>'
LIST = "<ul>{}</ul>"


def items(names: str) -> str:
    """A list of items with these names."""
    return LIST.format("".join(ITEM.format(name) for name in names))


class Rendered:
    """A live post; each push is its next version."""

    def __init__(self, window: Window, site: Site) -> None:
        """Show nothing yet."""
        self.window, self.site, self.version = window, site, 1

    def open(self, html: str) -> None:
        """Load the page with this content, and mark every element in it."""
        self.site.pages = {"/blog/": START.format(html)}
        self.window.open()
        self.window.until("fake.asked('courant.blog.live.since').length > 0")
        self.window.run("document.querySelectorAll('#live *').forEach((one) => { one.old = true })")

    def push(self, html: str) -> None:
        """Somebody else's change has arrived."""
        self.version += 1
        self.window.change(id="blog.post-1", version=self.version, html=html)
        expect(self.window.page.locator("#live")).to_have_attribute("data-version", str(self.version))

    def old(self, selector: str) -> Any:
        """Whether each element that matches was there from the beginning."""
        return self.window.run("[...document.querySelectorAll(values[0])].map((one) => one.old === true)", selector)

    def texts(self, selector: str) -> Any:
        """The text of each element that matches."""
        return self.window.run("[...document.querySelectorAll(values[0])].map((one) => one.textContent)", selector)


@pytest.fixture
def post(window: Window, site: Site) -> Rendered:
    """A post that is not open yet."""
    return Rendered(window, site)


@pytest.mark.parametrize("after", ["cba", "bca", "bcd", "dabce", "ac", "xyz", "", "ebadc"])
def test_elements_with_ids_stay_in_any_order(post: Rendered, after: str) -> None:
    """Those that are still there are the same elements; the others are new, and the order is right."""
    post.open(items("abc"))
    post.push(items(after))
    assert post.texts("#live li") == list(after)
    assert post.old("#live li") == [name in "abc" for name in after]


def test_the_focus_stays_while_its_element_moves(post: Rendered) -> None:
    """With the text that was written there and its selection, at whichever end."""
    post.open(items("abc"))
    post.window.page.fill("[name=c]", "mine")
    post.window.run("document.activeElement.setSelectionRange(1, 3)")
    for after in ("cab", "acb", "bac"):
        post.push(items(after))
        assert post.texts("#live li") == list(after)
        state = "[document.activeElement.name, document.activeElement.value, document.activeElement.selectionStart]"
        assert post.window.run(state) == ["c", "mine", 1]


def test_what_is_removed_before_a_match_leaves_the_match_in_place(post: Rendered) -> None:
    """A frame would load again if its element were moved by a browser that cannot move it alive."""
    post.open("<p>one</p><p>two</p><form><input name='q'></form><aside>aside</aside>")
    post.window.run("""new MutationObserver((all) => {
            window.moved = all.some(({ addedNodes }) => addedNodes.length > 0);
        }).observe(document.querySelector('#live'), { childList: true })""")
    post.push("<p>two</p><form><input name='q'></form><aside>changed</aside>")
    assert post.old("#live > *") == [True, True, True]
    assert post.texts("aside") == ["changed"]
    post.window.until("window.moved === false")


def test_what_is_added_before_a_form_leaves_the_form(post: Rendered) -> None:
    """The paragraph is new; a form without an id is still the same."""
    post.open("<form><input name='q'></form><p>end</p>")
    post.push("<p>begin</p> <form><input name='q'></form><p>end</p>")
    assert post.old("#live > form") == [True]
    assert post.texts("#live > p") == ["begin", "end"]


def test_an_element_may_move_to_another_parent(post: Rendered) -> None:
    """Also into one that is new, and from one that is removed before."""
    post.open("<div id='left'><b id='x'>x</b></div><div id='right'></div>")
    post.push("<div id='left'></div><div id='right'><b id='x'>x</b></div>")
    assert (post.old("#right > #x"), post.texts("#left")) == ([True], [""])
    post.push("<article><h2>New</h2><b id='x'>y</b></article>")
    assert (post.old("#live > article > #x"), post.texts("#live > *")) == ([True], ["Newy"])


def test_attributes_are_those_of_the_new_rendering(post: Rendered) -> None:
    """One changes, one is new, one is gone."""
    post.open("<p id='p' class='old' title='t'>text</p>")
    post.push("<p id='p' class='new' lang='en'>text</p>")
    assert post.window.run("document.querySelector('#p').outerHTML") == '<p id="p" class="new" lang="en">text</p>'
    assert post.old("#p") == [True]


def test_a_field_shows_its_new_value_even_if_somebody_typed_the_old_one(post: Rendered) -> None:
    """A field whose text equals the rendered one is nobody's work."""
    fields = """<input id='i' value='{0}'><textarea id='t'>{0}</textarea><input id='c' type='checkbox' {1}>
        <select id='s'><option>no<option {2}>yes</select>"""
    post.open(fields.format("old", "", ""))
    for name in ("i", "t"):
        post.window.page.fill(f"#{name}", "mine")
        post.window.page.fill(f"#{name}", "old")
    post.window.run("document.activeElement.blur()")
    post.push(fields.format("new", "checked", "selected"))
    state = "['i', 't'].map((id) => document.getElementById(id).value)"
    assert post.window.run(state) == ["new", "new"]
    assert post.window.run("[document.getElementById('c').checked, document.getElementById('s').value]") == [
        True,
        "yes",
    ]


def test_a_thousand_items_are_quick_enough_to_count(post: Rendered) -> None:
    """The work grows with the number of items, not with its square: the items' kinds are counted once."""
    rows = [f"<li>{number}</li>" for number in range(1000)]
    post.open(LIST.format("".join(rows)))
    post.push(LIST.format("".join(rows[1:])))
    assert len(post.texts("#live li")) == 999


def paragraphs(*names: str) -> str:
    """A text of plain paragraphs, some of them with a heading."""
    return "".join(f"<h2>On {name}</h2>" if name.isupper() else f"<p>{f'{name} ' * 600}</p>" for name in names)


LETTERS = "abcdefghijklmnopqrst"
INSERTED = [
    ("xyz" + LETTERS, "three blocks above"),
    ("abxcdefghijklmnopqrst", "one among them"),
    ("cdefghijklmnopqrst", "two gone"),
    ("axcdefghijklmnopqrst", "one changed"),
    ("Aab" + LETTERS[2:], "a heading above"),
    ("badcefghijklmnopqrst", "some changed places"),
    ("bcdefghijklmnopqrsta", "the first became the last"),
    ("tabcdefghijklmnopqrs", "the last became the first"),
]


@pytest.mark.parametrize("after", [after for after, _ in INSERTED], ids=[name for _, name in INSERTED])
def test_the_line_under_the_eyes_stays_and_so_does_a_selection(post: Rendered, after: str) -> None:
    """Blocks without ids are matched by their content: no text moves from one to the next."""
    post.open(paragraphs(*LETTERS))
    post.window.run("""(() => {
        const read = [...document.querySelectorAll('#live p')].find((one) => one.textContent.startsWith('k '))
        window.read = read
        scrollTo({ top: scrollY + read.getBoundingClientRect().top - 100, behavior: 'instant' })
        window.top_ = read.getBoundingClientRect().top
        getSelection().selectAllChildren(read)
    })()""")
    post.push(paragraphs(*after))
    assert post.window.run("read.isConnected && read.textContent.startsWith('k ')")
    assert abs(post.window.run("read.getBoundingClientRect().top - top_")) < 1
    assert post.window.run("getSelection().toString().startsWith('k k')")
    old = {name for name in LETTERS if name in after}
    kept = post.window.run(
        "[...document.querySelectorAll('#live p')].filter((one) => one.old && one.textContent[0] !== 'x').length"
    )
    assert kept >= len(old)
    assert [text.split()[0] for text in post.texts("#live p")] == [name for name in after if name.islower()]


def test_what_somebody_opened_stays_open_and_scrolled(post: Rendered) -> None:
    """A part, a dialog, a table's sideways scroll."""
    html = (
        "<details><summary>More</summary><p>text</p></details><dialog>words</dialog>"
        '<div class="scroll"><pre><code>{}</code></pre></div><p>{}</p>'
    )
    post.open(html.format("wide " * 200, "one"))
    post.window.run("(document.querySelector('#live details').open = true)")
    post.window.run("document.querySelector('#live dialog').show()")
    post.window.run("(document.querySelector('#live pre').scrollLeft = 50)")
    scrolled = post.window.run("document.querySelector('#live pre').scrollLeft")
    post.push("<p>above</p>" + html.format("wide " * 200, "two"))
    assert post.window.run("document.querySelector('#live details').open")
    assert post.window.run("document.querySelector('#live dialog').open")
    assert post.window.run("document.querySelector('#live pre').scrollLeft") == scrolled
    assert post.texts("#live > p") == ["above", "two"]
