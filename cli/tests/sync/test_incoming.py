"""From commits to pages: the way through merges, moves by id, copies, and who is credited."""

from courant_cli.sync import incoming
from courant_cli.sync.documents import Document, parsed
from hypothesis import given
from hypothesis import strategies as st

GRAPH = {
    "a": (), "b": ("a",), "c": ("b",), "side": ("a",), "m": ("c", "side"), "other": ("b",), "n": ("other", "m"),
}  # fmt: skip


def read(blob: str) -> Document:
    return parsed(blob.encode())


def page(number: str, text: str, **more: str) -> str:
    said = {"title": "T", "id": f"'{number}'", **more}
    return "".join(["---\n", *(f"{key}: {value}\n" for key, value in said.items()), "---\n\n", text, "\n"])


def test_the_way_leads_along_the_side_that_has_the_base() -> None:
    parents = GRAPH.__getitem__
    assert incoming.chain("c", "a", parents) == ["b", "c"]
    assert incoming.chain("m", "side", parents) == ["m"]
    assert incoming.chain("n", "c", parents) == ["m", "n"]
    assert incoming.chain("n", "n", parents) == []
    assert incoming.chain("c", "side", parents) is None


def test_what_a_merge_brought_in_is_credited_to_who_wrote_it() -> None:
    parents = GRAPH.__getitem__
    files = {"a": {}, "b": {"x": "1"}, "c": {"x": "1", "y": "2"}, "side": {"z": "3"}}
    within = incoming.merged_in("m", "c", parents)
    assert within == ["side"]
    assert incoming.touching("z", within, lambda one: files[one], parents) == "side"
    assert incoming.touching("x", within, lambda one: files[one], parents) == ""
    assert incoming.merged_in("m", "side", parents) == ["c", "b"]


def test_pages_are_followed_by_their_ids() -> None:
    before = {"wiki/a.md": page("1", "One."), "wiki/b.md": page("2", "Two."), "wiki/c.md": page("3", "Three.")}
    now = {"wiki/x/a.md": page("1", "One, moved."), "wiki/b.md": page("2", "Two!"), "README.md": "x"}
    found = {one.file: one for one in incoming.changed(before, now, read)}
    assert set(found) == {"wiki/x/a.md", "wiki/b.md", "wiki/c.md"}
    assert (found["wiki/x/a.md"].was, found["wiki/x/a.md"].id) == ("wiki/a.md", "1")
    assert found["wiki/c.md"].now is None
    assert found["wiki/b.md"].before == read(before["wiki/b.md"])


def test_a_copy_is_a_page_of_its_own() -> None:
    before = {"wiki/b.md": page("1", "One.")}
    (found,) = incoming.changed(before, {**before, "wiki/a.md": page("1", "One.")}, read)
    assert (found.file, found.id, found.before) == ("wiki/a.md", "", None)


def test_pages_that_change_places_are_both_moved() -> None:
    one, two = page("1", "One."), page("2", "Two.")
    found = incoming.changed({"wiki/a.md": one, "wiki/b.md": two}, {"wiki/a.md": two, "wiki/b.md": one}, read)
    assert {(one.was, one.file, one.id) for one in found} == {
        ("wiki/b.md", "wiki/a.md", "2"), ("wiki/a.md", "wiki/b.md", "1"),
    }  # fmt: skip


def test_what_follows_from_a_text_is_no_change() -> None:
    before = {"wiki/a.md": page("1", "One.", edited="2026-01-02", author="ada")}
    assert incoming.changed(before, {"wiki/a.md": page("1", "One.", edited="2027-01-02")}, read) == []


NAMES = st.sampled_from([f"wiki/{name}.md" for name in "abcd"])
FILES = st.dictionaries(NAMES, st.builds(page, st.sampled_from("1234"), st.sampled_from(["x", "y", "z"])))


@given(FILES, FILES)
def test_every_difference_is_named_once_and_nothing_else(before: dict[str, str], now: dict[str, str]) -> None:
    found = incoming.changed(before, now, read)
    names = [one.file for one in found]
    assert len(set(names)) == len(names)
    ids = [one.id for one in found if one.id and one.now]
    assert len(set(ids)) == len(ids)
    kept = {one.was for one in found if one.before} | {one.file for one in found}
    assert kept <= {name for name in {*before, *now} if before.get(name) != now.get(name)}
    assert {name for name in now if before.get(name) != now[name]} <= {*names}
    assert {name for name in before if name not in now} <= kept
    assert incoming.changed(now, now, read) == []


def test_a_page_that_leaves_a_path_comes_before_the_one_that_moves_there() -> None:
    number = 60
    before = {f"wiki/p{one:02}.md": page(str(one), "One.") for one in range(number)}
    now = {f"wiki/p{one + 1:02}.md": page(str(one), "One.") for one in range(number)}
    ordered = incoming.in_order(incoming.changed(before, now, read))
    assert [one.id for one in ordered] == [str(one) for one in reversed(range(number))]
    one, two = page("1", "One."), page("2", "Two.")
    swapped = incoming.changed({"wiki/a.md": one, "wiki/b.md": two}, {"wiki/a.md": two, "wiki/b.md": one}, read)
    assert sorted(incoming.in_order(swapped), key=str) == sorted(swapped, key=str)
