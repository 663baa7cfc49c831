"""What the wiki offers to the search: its pages as text."""

import pytest
from courant_kit.calls.errors import Forbidden
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import finished
from courant_wiki import contract

from .staged_wiki import Wiki

pytestmark = pytest.mark.django_db
CHANGED = "courant.wiki.search.changed"


def documents(wiki: Wiki, **fields: object) -> list[dict[str, object]]:
    """The documents that the search gets."""
    ask = wiki.stage.session.procedures[contract.DOCUMENTS.uri]
    return list(finished(ask(Disclosed(1, "search", "service"), [], fields))["documents"])


def told(wiki: Wiki) -> list[str]:
    """The keys of the documents that changed since the last call."""
    found = [key for topic, fields in wiki.stage.session.events if topic == CHANGED for key in fields["keys"]]
    wiki.stage.session.events.clear()
    return found


def test_a_page_is_offered_as_its_readers_see_it(wiki: Wiki) -> None:
    wiki.write("docs/start", "# Start\n\nSee [[docs/other]], [[Place|words]] and `code`.\n\n## Next", title="Start")
    (one,) = documents(wiki)
    assert one["text"] == "See Other, words and code. Next"
    assert (one["title"], one["address"], one["space"], one["author"]) == ("Start", "/wiki/docs/start/", "docs", "ada")


def test_each_change_is_told_and_changes_the_version(wiki: Wiki) -> None:
    wiki.write("a", "one")
    key = str(wiki.id("a"))
    assert told(wiki) == [key]
    versions = {documents(wiki)[0]["version"]}
    for change in (
        lambda: wiki.write("a", "two"),
        lambda: wiki.as_editor(contract.MOVE_PAGE, path="a", to="b"),
        lambda: wiki.write("b", "two", title="New"),
    ):
        change()
        assert told(wiki) == [key]
        versions.add(documents(wiki)[0]["version"])
    assert len(versions) == 4
    wiki.as_editor(contract.DELETE_PAGE, path="b")
    assert told(wiki) == [key]
    assert documents(wiki) == []
    wiki.as_editor(contract.RESTORE_PAGE, path="b")
    assert told(wiki) == [key]


def test_titles_that_links_show_are_those_of_their_pages(wiki: Wiki) -> None:
    wiki.write("a", "See [[guide/setup]] and [[Setup]].")
    key, versions = str(wiki.id("a")), set()

    def shown() -> object:
        offered = next(one for one in documents(wiki) if one["key"] == key)
        versions.add(offered["version"])
        brief = next(one for one in documents(wiki, brief=True) if one["key"] == key)
        assert (brief["version"], brief["text"]) == (offered["version"], "")
        return offered["text"]

    assert shown() == "See Setup and Setup."
    told(wiki)
    wiki.write("guide/setup", "Plug it in.", title="Setting up")
    assert (shown(), key in told(wiki)) == ("See Setting up and Setup.", True)
    wiki.write("guide/setup", "Plug it in.", title="Begin here")
    assert (shown(), key in told(wiki)) == ("See Begin here and Setup.", True)
    wiki.write("guide/setup", "Plug it in, then on.", title="Begin here")
    assert (shown(), key in told(wiki)) == ("See Begin here and Setup.", False)
    wiki.as_editor(contract.DELETE_PAGE, path="guide/setup")
    assert (shown(), key in told(wiki)) == ("See Setup and Setup.", True)
    assert len(versions) == 3


def test_documents_come_in_the_order_of_their_ids(wiki: Wiki) -> None:
    for name in "cba":
        wiki.write(name, name)
    first = documents(wiki, limit=2, brief=True)
    assert [one["title"] for one in first] == ["C", "B"]
    assert [one["title"] for one in documents(wiki, after=first[-1]["key"])] == ["A"]


@pytest.mark.parametrize("role", ["visitor", "editor", "admin", "backend", "service", "service-core"])
def test_nobody_else_gets_documents(wiki: Wiki, role: str) -> None:
    with pytest.raises(Forbidden):
        wiki.stage.call(contract.DOCUMENTS, role, "wiki")
