"""Who counts, as a service learns it: from the site's answer, and from what it hears while it waits for that."""

from courant_kit.calls.standing import Standing


def test_an_answer_that_is_older_than_what_was_heard_gives_no_space_back() -> None:
    standing = Standing()
    standing.ask()
    standing.belongs("ada", [])
    standing.belongs("grace", ["2"])
    standing.withdraw(["ada#1"])
    standing.learn([], {"ada": ["1"], "grace": ["1"], "joan": ["1"]})
    assert (standing.spaces_of("ada"), standing.spaces_of("grace")) == (frozenset(), {"2"})
    assert (standing.spaces_of("joan"), standing.withdrawn) == ({"1"}, {"ada#1"})


def test_an_answer_replaces_what_was_heard_before_the_question() -> None:
    standing = Standing()
    standing.belongs("ada", ["1"])
    standing.belongs("grace", ["1"])
    standing.ask()
    standing.learn([], {"ada": ["2"]})
    assert (standing.spaces_of("ada"), standing.spaces_of("grace")) == ({"2"}, frozenset())
