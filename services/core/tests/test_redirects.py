"""Redirects: how addresses are written and followed, what is refused, and what the calls answer."""

from collections.abc import Sequence

import pytest
from courant_core import contract
from courant_core.redirects.addresses import above, key_of, keys_of, target_of
from courant_core.redirects.following import Circle, Known, Rule, end_of
from courant_core.redirects.pasted import lines_of
from courant_kit.calls.errors import Forbidden, Invalid, NotFound

from .staged_core import StagedCore


def known(*rules: Rule) -> Known:
    """A table of rules in memory."""
    table = {rule.source: rule for rule in rules}

    def lookup(keys: Sequence[str]) -> dict[str, Rule]:
        return {key: table[key] for key in keys if key in table}

    return lookup


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/old/page/", "old/page"), ("/old/page", "old/page"), ("/?p=123", "?p=123"), ("/caf%C3%A9/", "café"),
        ("/a/?b=1&a=2", "a?a=2&b=1"), ("/index.php?p=1", "index.php?p=1"),
    ],
)  # fmt: skip
def test_an_old_address_has_one_key(address: str, key: str) -> None:
    assert key_of(address) == key


@pytest.mark.parametrize(
    "address",
    [
        "old/",
        "/",
        "https://other.example/a",
        "//other.example/a",
        "/a#b",
        "",
        "/" + "a" * 1001,
        "/" + "é" * 501,
        "/a%00b",
    ],
)
def test_what_is_no_old_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        key_of(address)
    assert refused.value.field == "source"


@pytest.mark.parametrize(
    "address", ["wiki/", "//other.example/", "javascript:void(0)", "https://", "/a b", "https://a@b.example/"]
)
def test_what_is_no_new_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        target_of(address)
    assert refused.value.field == "target"


def test_a_request_is_looked_up_with_all_its_parameters_then_with_each_then_with_none() -> None:
    assert keys_of("a/", "b=1&c=2") == ["a?b=1&c=2", "a?b=1", "a?c=2", "a"]
    assert keys_of("", "p=1") == ["?p=1"]
    assert above("a/b/c") == ["a/b/c", "a/b", "a"]


def test_redirects_are_followed_to_the_end() -> None:
    table = known(Rule("a", "/b/"), Rule("b", "/c/"), Rule("gone", ""), Rule("out", "https://other.example/x"))
    assert end_of("a/", "", table) == "/c/"
    assert end_of("a", "utm_source=mail", table) == "/c/"
    assert end_of("gone", "", table) == ""
    assert end_of("out", "", table) == "https://other.example/x"
    assert end_of("c", "", table) is None


def test_what_is_below_an_address_keeps_the_rest_of_its_path() -> None:
    table = known(Rule("old", "/new/", below=True), Rule("old/special", "/elsewhere/"))
    assert end_of("old/a/b", "", table) == "/new/a/b/"
    assert end_of("old/", "", table) == "/new/"
    assert end_of("old/special", "", table) == "/elsewhere/"
    assert end_of("older", "", table) is None
    assert end_of("old/caf\u00e9", "", table) == "/new/caf%C3%A9/"


def test_a_circle_is_noticed() -> None:
    with pytest.raises(Circle):
        end_of("a", "", known(Rule("a", "/b/"), Rule("b", "/a/")))


def test_lines_are_read_as_people_paste_them() -> None:
    text = "# mine\nsource,target\n/a/, /b/\n/c/;/d/\n/e/\t/f/\n/g/ /h/\n\n/i/*, /j/\n/k/, gone\n/l/\n/m/,/n/,below\n"
    found = [(one.source, one.target, one.below) for one in lines_of(text)]
    assert found == [
        ("/a/", "/b/", False), ("/c/", "/d/", False), ("/e/", "/f/", False), ("/g/", "/h/", False),
        ("/i/", "/j/", True),
        ("/k/", "", False), ("/l/", "", False), ("/m/", "/n/", True),
    ]  # fmt: skip


@pytest.fixture
def core() -> StagedCore:
    return StagedCore()


def add(core: StagedCore, *pairs: tuple[str, str], **more: object) -> dict[str, object]:
    """The answer to adding redirects as a service."""
    redirects = [{"source": source, "target": target} for source, target in pairs]
    return core.call(contract.ADD_REDIRECTS, "service", "wiki", redirects=redirects, **more)


def find(core: StagedCore, path: str, query: str = "") -> dict[str, object]:
    """Where an address leads, as web asks."""
    found: dict[str, object] = core.call(contract.FIND_REDIRECT, "service", "web", path=path, query=query)
    assert found.pop("none") is False
    return found


@pytest.mark.django_db(transaction=True)
def test_an_import_adds_redirects_and_may_repeat_that(core: StagedCore) -> None:
    pairs = ("/?p=123", "/blog/2026/11/23/hello/"), ("/old/", "/wiki/new/")
    assert add(core, *pairs) == {"added": 2, "replaced": 0, "same": 0, "refused": []}
    assert add(core, *pairs) == {"added": 0, "replaced": 0, "same": 2, "refused": []}
    assert find(core, "", "p=123&utm_source=x") == {"found": True, "target": "/blog/2026/11/23/hello/"}
    assert find(core, "old") == {"found": True, "target": "/wiki/new/"}
    assert find(core, "new") == {"found": False, "target": ""}


@pytest.mark.django_db(transaction=True)
def test_what_is_wrong_keeps_out_nothing_else(core: StagedCore) -> None:
    add(core, ("/a/", "/b/"))
    answer = add(core, ("/a/", "/c/"), ("/b/", "/a/"), ("nowhere", "/x/"), ("/fine/", "/x/"), ("/s/", "/s/"))
    assert answer["added"] == 1
    assert [one["source"] for one in answer["refused"]] == ["nowhere", "/a", "/b", "/s"]
    assert find(core, "a") == {"found": True, "target": "/b/"}
    assert add(core, ("/a/", "/c/"), replace=True)["replaced"] == 1
    assert find(core, "a") == {"found": True, "target": "/c/"}


@pytest.mark.django_db(transaction=True)
def test_a_circle_of_new_redirects_is_refused_where_it_closes(core: StagedCore) -> None:
    answer = add(core, ("/a/", "/b/"), ("/b/", "/c/"), ("/c/", "/a/"))
    assert answer["added"] == 2
    assert [one["source"] for one in answer["refused"]] == ["/c"]
    below = [{"source": "/deep/", "target": "/deep/er/", "below": True}]
    assert core.call(contract.ADD_REDIRECTS, "admin", redirects=below)["added"] == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_pasted_is_added_completely_or_not_at_all(core: StagedCore) -> None:
    with pytest.raises(Invalid, match="/b"):
        core.call(contract.PASTE_REDIRECTS, "admin", text="/a/, /c/\n/b/, not an address")
    assert core.call(contract.LIST_REDIRECTS, "admin")["redirects"] == []
    assert core.call(contract.PASTE_REDIRECTS, "admin", text="/a/, /c/\n/b/, gone")["notice"].startswith("2 redirects")
    listed = core.call(contract.LIST_REDIRECTS, "admin", query="c")["redirects"]
    assert listed == [{"source": "/a", "target": "/c/", "below": False}]
    answer = core.call(contract.REMOVE_REDIRECT, "admin", source="/b")
    assert not find(core, "b")["found"]
    core.call(contract.PASTE_REDIRECTS, "admin", **answer["undo"]["fields"])
    assert find(core, "b") == {"found": True, "target": ""}
    with pytest.raises(NotFound):
        core.call(contract.REMOVE_REDIRECT, "admin", source="/never/")
    with pytest.raises(Invalid, match="line for each"):
        core.call(contract.PASTE_REDIRECTS, "admin", text="\n# nothing\n")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("role", ["visitor", "member", "editor", "backend"])
def test_others_may_not(core: StagedCore, role: str) -> None:
    for procedure in (contract.ADD_REDIRECTS, contract.LIST_REDIRECTS):
        with pytest.raises(Forbidden):
            core.call(procedure, role, redirects=[])


@pytest.mark.django_db(transaction=True)
def test_a_site_without_redirects_from_parameters_says_so(core: StagedCore) -> None:
    def none(query: str) -> object:
        found = core.call(contract.FIND_REDIRECT, "service", "web", path="here", query=query, parameters=True)
        return found["found"], found["none"]

    add(core, ("/old/", "/here/"))
    assert none("p=1") == (False, True)
    add(core, ("/there/?p=2", "/here/"))
    assert none("p=1") == (False, False)
