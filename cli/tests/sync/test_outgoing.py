"""From what happened on the site to commits: one for each step, and both sides equal at the end."""

from typing import Any

from courant_cli.sync import documents, outgoing, people
from courant_cli.sync.branch import Branch
from courant_cli.sync.documents import Document
from courant_cli.sync.outgoing import Draft
from hypothesis import given
from hypothesis import strategies as st

AT = "2026-01-02T03:04:05+00:00"


def copied(path: str, text: str, number: str = "", **more: Any) -> dict[str, Any]:
    return {
        "path": path, "entry_id": number or path, "title": path.title(), "text": text, "location": f"/wiki/{path}/",
        "position": 0, "tags": [], "language": "", "direction": "auto", "description": text, "author": "ada",
        "edited": AT, "created": AT, "anchors": {}, "redirects": [], "old": [], **more,
    }  # fmt: skip


def step(event: int, kind: str, page: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "event": event, "kind": kind, "entry_id": page["entry_id"], "path": page["path"], "title": page["title"],
        "author": "ada", "at": AT, "old_path": "", "summary": "", "text": None, "before": None,
        "pushed": False, **more,
    }  # fmt: skip


def branch(*pages: dict[str, Any]) -> Branch:
    return Branch({f"wiki/{one['path']}.md": outgoing.page_document(one) for one in pages})


def done(here: Branch, steps: list[Any], *pages: dict[str, Any]) -> list[Draft]:
    return list(outgoing.commits(here, steps, {one["entry_id"]: one for one in pages}))


def test_each_step_is_a_commit_of_its_author() -> None:
    first, last = copied("fern", "One."), copied("fern", "One. Two.")
    steps = [
        step(1, "created", first, text="One.", before=""),
        step(2, "changed", first, text="One. Two.", before="One.", author="eve", summary="More"),
    ]
    made = done(branch(), steps, last)
    assert [(one.author, one.message) for one in made] == [("ada", "Write “Fern”"), ("eve", "More")]
    assert documents.parsed(made[0].files["wiki/fern.md"] or b"").text == "One."
    assert documents.parsed(made[1].files["wiki/fern.md"] or b"").text == "One. Two."
    assert done(branch(last), steps, last) == []


def test_words_that_were_pushed_meanwhile_stay() -> None:
    base, pushed = copied("fern", "One.\n\nTwo."), copied("fern", "One.\n\nTwo, pushed.")
    now = copied("fern", "One, here.\n\nTwo, pushed.")
    steps = [
        step(1, "changed", base, text="One, here.\n\nTwo.", before="One.\n\nTwo."),
        step(2, "changed", base, text="One, here.\n\nTwo, pushed.", before="One, here.\n\nTwo.", author="bob"),
    ]
    (made,) = done(branch(pushed), steps, now)
    assert made.author == "ada"
    assert documents.parsed(made.files["wiki/fern.md"] or b"").text == now["text"]


def test_moves_are_renames_and_deletions_are_deletions() -> None:
    old, below = copied("garden", "G.", "1"), copied("garden/fern", "F.", "2")
    new = [copied("park", "G.", "1", redirects=["garden"]), copied("park/fern", "F.", "2", redirects=["garden/fern"])]
    steps = [step(1, "moved", new[0], old_path="garden"), step(2, "moved", new[1], old_path="garden/fern")]
    here = branch(old, below)
    (made,) = done(here, steps, *new)
    assert made.message.startswith("Move “Park” to park, with 1 more")
    assert made.files["wiki/garden.md"] is None
    assert set(here.documents) == {"wiki/park.md", "wiki/park/fern.md"}
    (made,) = done(here, [step(3, "deleted", new[1])], new[0])
    assert made.files == {"wiki/park/fern.md": None}


def test_a_file_without_an_id_is_given_the_pages() -> None:
    here = Branch({"wiki/fern.md": Document({}, "Green.")})
    (made,) = done(
        here, [step(1, "created", copied("fern", "Green."), text="Green.", before="")], copied("fern", "Green.")
    )
    assert documents.parsed(made.files["wiki/fern.md"] or b"").id == "fern"


def test_two_pages_never_have_one_file() -> None:
    here = branch(copied("fern", "a", "1"))
    files = outgoing.all_of(here, [copied("Fern", "b", "2")], [])
    assert list(files) == ["wiki/Fern~2.md"]


TEXTS = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=5).map("\n".join)


@given(st.lists(st.tuples(st.sampled_from("123"), TEXTS), max_size=6), st.dictionaries(st.sampled_from("123"), TEXTS))
def test_at_the_end_both_sides_are_the_same(edits: list[tuple[str, str]], there: dict[str, str]) -> None:
    texts = dict.fromkeys("123", "")
    steps = []
    for event, (number, text) in enumerate(edits, 1):
        page = copied(f"p{number}", text, number)
        steps.append(step(event, "changed", page, text=text.rstrip(), before=texts[number].rstrip()))
        texts[number] = text
    here = branch(*(copied(f"p{number}", there.get(number, ""), number) for number in "123"))
    pages = [copied(f"p{number}", texts[number].rstrip(), number) for number, _ in edits]
    done(here, steps, *pages)
    for page in pages:
        one = here.documents[here.homes[page["entry_id"]]]
        assert documents.same(one, outgoing.page_document(page))
    assert outgoing.all_of(here, pages, []) == {}


def test_addresses_of_authors_give_nothing_away() -> None:
    found = people.read("# staff\nada = Ada Lovelace <ada@example.org>\n")
    assert found.author("ada, Bob B") == "Ada Lovelace <ada@example.org>"
    assert found.others("ada, Bob B") == ["Bob B <bob-b@users.invalid>"]
    assert found.author("<x>\n") == "x <x@users.invalid>"
    assert found.name("A. Lovelace", "ADA@example.org") == "ada"
    assert found.name(" Bob ", "bob@example.org") == "Bob"


def test_a_file_that_cannot_be_a_page_is_never_replaced() -> None:
    """Its words are nowhere else in the branch, so its page waits until somebody has decided."""
    page = copied("fern", "Here.")
    for wrong in (Document({}, "There.", "It is no YAML."), Document({"id": "fern"}, "There.", "It has 31 tags.")):
        here = Branch({"wiki/fern.md": wrong})
        assert outgoing.all_of(here, [page], ["fern"]) == {}
        steps = [
            step(1, "changed", page, text="A.", before=""), step(2, "moved", page, path="moss"),
            step(3, "changed", page, text="Here.", before="A."), step(4, "deleted", page),
        ]  # fmt: skip
        assert done(here, steps[:1], page) == done(here, steps) == []
    other = copied("moss", "Soft.")
    here = Branch({"wiki/fern.md": Document({}, "There.", "It is no YAML."), **branch(other).documents})
    files = outgoing.all_of(here, [{**other, "path": "fern"}], [])
    assert set(files) == {"wiki/moss.md", "wiki/fern~2.md"}
