"""Links in the texts of other pages follow a page that moves, and nothing else in these texts changes."""

import pytest
from courant_wiki import contract
from courant_wiki.addresses import links
from courant_wiki.addresses.links import Found
from courant_wiki.addresses.respelling import Change, View
from courant_wiki.models import Revision, WikiPage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from .staged_wiki import Wiki
from .test_meaning import text

LEADS = {"a/two": 1, "x/three": 1, "a/one": 2}
FOLLOWS = Change(View("a/one", {"a/two": 1, "a/one": 2}), View("a/one", LEADS), {1: "x/three"}, frozenset({1}))
STAYS = "[[a]](b) [out](https://example.org/two/) [r] <!-- [[two]] --> `[[two]]` &amp; \\[[two]] [[nobody]] é🙂"


def known(written: str) -> set[Found]:
    """The links that are known of the new text without reading it."""
    done = FOLLOWS.respell(written)
    return {*(links.meant("a/one", done.wikilinks, done.addresses) if done.edits else links.found("a/one", done.text))}


def follow(written: str) -> str:
    return FOLLOWS.respell(written).text


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("[[two]]", "[[/x/three|two]]"),
        ("[[Two|w]]", "[[/x/three|w]]"),
        ("[[/a/two]]", "[[/x/three]]"),
        ("[[/a/two#Part]]", "[[/x/three#Part]]"),
        ("![[two#Part]]", "![[/x/three#Part]]"),
        ("![[two]]", "![[/x/three]]"),
        ("[t](../two/?q=1#part 'two')", "[t](/wiki/x/three/?q=1#part 'two')"),
        ("![two](../two/)", "![two](/wiki/x/three/)"),
        ("[![two](../two/)](/wiki/a/two/)", "[![two](/wiki/x/three/)](/wiki/x/three/)"),
        ("[t][r]\n\n[r]: <../two/> (two)", "[t][r]\n\n[r]: </wiki/x/three/> (two)"),
        ("> - [t][r]\n>\n> [r]: ../two/", "> - [t][r]\n>\n> [r]: /wiki/x/three/"),
        ("Words.[^1]\n\n[^1]: [[two]]", "Words.[^1]\n\n[^1]: [[/x/three|two]]"),
        ("> [!tip] See [[two]]\n> [[two]]", "> [!tip] See [[/x/three|two]]\n> [[/x/three|two]]"),
        ("| a |\n|---|\n| [[two]] |\n| [[two\\|w]] |", "| a |\n|---|\n| [[/x/three\\|two]] |\n| [[/x/three\\|w]] |"),
        ("<a href='../two/'>two</a>", "<a href='/wiki/x/three/'>two</a>"),
        ("[t](../t\\wo/)", "[t](../t\\wo/)"),
        ("[t](../t&#119;o/)", "[t](/wiki/x/three/)"),
        ("    [[two]]", "    [[two]]"),
        ("~~~\n[[two]] [t](../two/)\n\n[r]: ../two/\n~~~", "~~~\n[[two]] [t](../two/)\n\n[r]: ../two/\n~~~"),
        ("``[[two]] ` [t](../two/)``", "``[[two]] ` [t](../two/)``"),
        ("[[two]", "[[two]"),
        ("[t] (../two/)", "[t] (../two/)"),
        ("[r]: ../two/ is prose", "[r]: ../two/ is prose"),
        ("<!-- <a href='../two/'> -->", "<!-- <a href='../two/'> -->"),
        (STAYS, STAYS),
    ],
)
def test_what_follows_and_what_stays(written: str, after: str) -> None:
    assert follow(written) == after
    assert known(written) == {*links.found("a/one", after)}


PIECES = (
    "[[two]]", "[[two|w]]", "![[two]]", "[[two#A & *B*]]", "[[/a/two#p]]", "[t](../two/#p)", "[t](../two/)",
    "![i](../two/ 't')", "[t][r]", "<a href='../two/'>", "</a>",
    "`", "```", "\\", "é🙂", "[", "]", "(", ")", "> ", "- ", "    ", "|", "---", "# ", "*", "<!--", "-->", "<b>",
    "[^1]", "[^1]: ", "[r]: ../two/", "\n", "\n\n", "word", "[[nobody]]", "&amp;", "~~~", "$",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("[r]: ../two/[[two#A & *B*]]")
@example("[[two]]<!--> [[two]]<!--> ")
@example("[[two]]([t](../two/#p)")
@example("<!--<a href='../two/'><!--> ")
@example("<!-- <a href='../two/'>\n\n[[two]]")
@example("Words <!-- <a href='../two/'> --> and words.")
@example("[[two]]<!---> [[two]]<!---> ")
@example("[[two]] `[[two]]`\n\n[r]: ../two/\n\n[t][r]")
@example("| a |\n|---|\n| [[two]] |")
def test_only_links_change_and_all_lead_to_the_new_address(written: str) -> None:
    after = follow(written)
    assert "a/two" not in {target for one in links.found("a/one", after) for target in one.targets if not one.wiki}
    assert all(FOLLOWS.after.chosen(one.name) != "a/two" for one in links.found("a/one", after) if one.wiki)
    assert follow(after) == after
    assert known(written) == {*links.found("a/one", after)}
    back = Change(FOLLOWS.after, FOLLOWS.after, {1: "a/two"}, frozenset({1})).respell(after).text
    before, again = links.found("a/one", written), links.found("a/one", back)
    assert {one.targets[-1] for one in before if not one.wiki} == {one.targets[-1] for one in again if not one.wiki}


@pytest.mark.django_db
def test_a_move_of_a_page_with_many_links_takes_few_statements(wiki: Wiki) -> None:
    wiki.write("a/two")

    def move(path: str, to: str) -> int:
        with CaptureQueriesContext(connection) as made:
            wiki.as_editor(contract.MOVE_PAGE, path=path, to=to)
        return sum(not one["sql"].startswith("SELECT") for one in made)

    wiki.write("first", "[[/a/two]]")
    few = move("a/two", "b/three")
    for number in range(30):
        wiki.write(f"page-{number}", f"[[/b/three|w]] [t](/wiki/b/three/#p{number}) `[[/b/three]]`")
    assert move("b/three", "c/four") <= few + 5
    assert text("page-7") == "[[/c/four|w]] [t](/wiki/c/four/#p7) `[[/b/three]]`"
    assert Revision.objects.filter(page__path="page-7", number=2, author="eve").exists()
    assert WikiPage.objects.linking_to(WikiPage.objects.get(path="c/four")).count() == 31


@pytest.mark.django_db
def test_links_follow_a_subtree_and_come_back_with_it(wiki: Wiki) -> None:
    wiki.write("a", "[[b]]")
    wiki.write("a/b", "[[a]] [a](../) [o](../../other/)")
    wiki.write("other", "[[a/b]] [[a]] [b](../a/b/#part)")
    wiki.converges(
        contract.PAGE_SHOW, lambda: wiki.as_editor(contract.MOVE_PAGE, path="a", to="x/y"), path="other"
    )  # fmt: skip
    assert text("other") == "[[/x/y/b]] [[/x/y|a]] [b](/wiki/x/y/b/#part)"
    assert text("x/y/b") == "[[/x/y|a]] [a](../) [o](/wiki/other/)"
    wiki.as_editor(contract.MOVE_PAGE, path="x/y", to="a")
    assert text("other") == "[[/a/b]] [[a]] [b](/wiki/a/b/#part)"


@pytest.mark.django_db
def test_links_by_an_older_redirect_follow_too(wiki: Wiki) -> None:
    wiki.take_in("a", "", aliases=["old"])
    wiki.write("other", "[[old]]")
    wiki.as_editor(contract.MOVE_PAGE, path="a", to="b")
    assert text("other") == "[[b|old]]"
