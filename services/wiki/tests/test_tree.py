"""The tree of all pages."""

from courant_wiki.reading.tree import Leaf, Node, grow, items


def shape(node: Node) -> list[object]:
    return [(child.title, shape(child)) if child.below else child.title for child in node.ordered()]


def test_pages_are_ordered_by_position_and_then_by_title() -> None:
    leaves = [Leaf("z", "Zoo"), Leaf("b", "beta"), Leaf("c", "Last", 9), Leaf("a", "First", 2)]
    assert shape(grow(leaves)) == ["First", "Last", "beta", "Zoo"]


def test_a_name_without_a_page_stands_where_its_first_page_does() -> None:
    leaves = [Leaf("intro", "Intro", 1), Leaf("building/b", "B", 3), Leaf("building/a", "A", 2), Leaf("end", "End", 4)]
    assert shape(grow(leaves)) == ["Intro", ("Building", ["A", "B"]), "End"]


def test_a_page_keeps_its_own_place_whatever_lies_below() -> None:
    for leaves in ([Leaf("x", "X", 5), Leaf("x/y", "Y", 1)], [Leaf("x/y", "Y", 1), Leaf("x", "X", 5)]):
        assert grow(leaves).below["x"].place == 5


def test_titles_are_escaped_and_links_are_addresses() -> None:
    html = items(grow([Leaf("größe", "<b>&"), Leaf("none/x", "X")]))
    assert html[0].html.endswith('<a href="/wiki/gr%C3%B6%C3%9Fe/">&lt;b&gt;&amp;</a></li>')
    assert "<span>None</span><details><summary aria-label" in html[1].html


def test_a_page_is_one_stop_for_the_tab_key() -> None:
    html = "".join(one.html for one in items(grow([Leaf("a", "A"), Leaf("a/b", "B"), Leaf("none/x", "X")])))
    assert '<a href="/wiki/a/">A</a><details><summary tabindex="-1" aria-label="Pages below A">' in html
    assert '<span>None</span><details><summary aria-label="Pages below None">' in html
    assert "<summary><a" not in html


def test_accents_do_not_change_the_order() -> None:
    leaves = [Leaf(name, name) for name in ("Zoo", "Ärger", "Apfel", "b", "“Arie”", "æon")]
    assert shape(grow(leaves)) == ["æon", "Apfel", "Ärger", "“Arie”", "b", "Zoo"]
