"""Audiences: whom each admits, and which includes which."""

import pytest
from courant_kit.calls.caller import ADMINS, BACKENDS, EDITORS, EVERYONE, MEMBERS, PEOPLE, SERVICES, Caller, Role
from courant_kit.live.audience import (
    ADMINISTRATORS_ONLY,
    EDITORS_ONLY,
    EVERYBODY,
    MEMBERS_ONLY,
    PERSONAL,
    RANKS,
    Audience,
    key_of,
    person,
    rank,
    space,
)
from courant_kit.wire.contract import Topic, audience_of
from courant_kit.wire.payload import Nothing
from hypothesis import given
from hypothesis import strategies as st

names = st.text("abcZ019._-", min_size=1, max_size=8)
keys = st.text("ab1_-", min_size=1, max_size=4)
viewers = st.builds(Caller, st.sampled_from(Role), names, spaces=st.frozensets(keys, max_size=2))
audiences = st.one_of(st.sampled_from(RANKS), st.just(PERSONAL), keys.map(space), names.map(person))


@pytest.mark.parametrize(
    ("audience", "roles"),
    [(EVERYBODY, EVERYONE | {Role.ROUTER}), (MEMBERS_ONLY, MEMBERS), (EDITORS_ONLY, EDITORS),
     (ADMINISTRATORS_ONLY, ADMINS), (PERSONAL, frozenset()), (Audience("nonsense"), frozenset()),
     (Audience("space"), frozenset()), (Audience("person"), frozenset()), (Audience(""), frozenset())],
)  # fmt: skip
def test_a_rank_admits_its_roles_and_what_is_not_known_nobody(audience: Audience, roles: frozenset[Role]) -> None:
    assert {role for role in Role if audience.admits(Caller(role))} == roles


def test_a_space_admits_its_people_and_nobody_else() -> None:
    assert space(7).admits(Caller(Role.MEMBER, "ada", spaces=frozenset({"7"})))
    assert not space(7).admits(Caller(Role.ADMIN, "root", spaces=frozenset({"8"})))
    assert not space(7).admits(Caller(Role.BACKEND, "feed", spaces=frozenset({"7"})))


def test_a_program_is_no_person_whatever_it_is_called() -> None:
    assert not person("ada").admits(Caller(Role.MEMBER, "ada", "credential-1"))
    assert not person("ada").admits(Caller(Role.BACKEND, "ada"))


def test_a_person_is_admitted_by_name() -> None:
    assert person("ada.b").admits(Caller(Role.MEMBER, "ada.b"))
    assert not person("ada.b").admits(Caller(Role.ADMIN, "ada_2eb"))
    assert not person("ada").admits(Caller(Role.VISITOR, "ada"))


@given(names, names)
def test_two_people_never_share_an_audience(one: str, other: str) -> None:
    assert (key_of(one) == key_of(other)) == (one == other)


@given(audiences, audiences, viewers)
def test_an_audience_admits_whom_the_audiences_within_it_admit(outer: Audience, inner: Audience, who: Caller) -> None:
    if outer.includes(inner) and inner.admits(who):
        assert outer.admits(who)


@given(audiences)
def test_what_an_audience_is_written_as_is_the_audience(audience: Audience) -> None:
    assert audience.known == (audience != PERSONAL)
    assert Audience(f"courant.blog.{audience}.post".split(".")[2]) == audience


@given(viewers)
def test_everybody_has_a_rank(viewer: Caller) -> None:
    assert rank(viewer).admits(viewer)


@pytest.mark.parametrize("key", ["", "a.b", "a/b", "a b", "ä"])
def test_a_key_that_cannot_stand_in_a_topic_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="cannot name a space"):
        space(key)


@pytest.mark.parametrize(
    ("who", "audience"),
    [(EVERYONE, EVERYBODY), (frozenset(PEOPLE), EVERYBODY), (MEMBERS, MEMBERS_ONLY), (EDITORS, EDITORS_ONLY),
     (EDITORS | SERVICES, EDITORS_ONLY), (ADMINS, ADMINISTRATORS_ONLY), (BACKENDS, ADMINISTRATORS_ONLY),
     (SERVICES, PERSONAL), (frozenset({Role.MEMBER}), PERSONAL), (space("7"), space("7"))],
)  # fmt: skip
def test_a_page_is_for_nobody_who_may_not_ask_for_it(who: frozenset[Role] | Audience, audience: Audience) -> None:
    assert audience_of(who) == audience


@pytest.mark.parametrize("word", ["live", "members", "staff", "admin"])
def test_no_event_has_an_audience_for_a_noun(word: str) -> None:
    with pytest.raises(ValueError, match="must be a noun"):
        Topic(f"courant.blog.{word}.changed", Nothing)
