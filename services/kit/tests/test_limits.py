"""Limits: which calls share a bucket, how many are allowed, and the settings."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from courant_kit.calls.errors import RateLimited
from courant_kit.calls.limits import Limits, Rate, Rates
from courant_kit.process.environment import load
from courant_kit.process.wamp import Disclosed
from courant_kit.testing import Stage, finished
from django.db import connection

from . import sample_module as shelf

SLOW = Rate(0.001, 2)


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Stage]:
    """A shelf with limits of two calls and two writes for everybody."""
    with connection.schema_editor() as editor:
        editor.create_model(shelf.Note)
    yield Stage(shelf.build(), rates=Rates(SLOW, SLOW, SLOW, SLOW, SLOW, SLOW))
    with connection.schema_editor() as editor:
        editor.delete_model(shelf.Note)


def status(stage: Stage, session: int, authid: str, role: str = "visitor", *person: dict[str, str]) -> int:
    """The status of a page for this session."""
    page = finished(stage.session.procedures[shelf.PAGE.uri](Disclosed(session, authid, role), list(person), {}))
    return int(page["status"])


def test_the_sockets_of_a_person_share_a_bucket(stage: Stage) -> None:
    assert [status(stage, 1, "ada#1", "member"), status(stage, 2, "ada#1", "member")] == [200, 200]
    assert status(stage, 3, "ada#2", "member") == 429
    assert status(stage, 4, "grace#3", "member") == 200


def test_writes_have_a_bucket_of_their_own(stage: Stage) -> None:
    for _ in range(2):
        stage.call(shelf.ADD, "member", "ada", text="one")
    with pytest.raises(RateLimited):
        stage.call(shelf.ADD, "member", "ada", text="one")
    assert status(stage, 1, "ada#1", "member") == 200


def test_a_new_socket_of_a_visitor_is_no_new_bucket(stage: Stage) -> None:
    assert [status(stage, one, "visitor#5e1f") for one in (1, 2, 3)] == [200, 200, 429]
    assert status(stage, 4, "visitor#0b2d") == 200


def test_http_and_sockets_share_a_bucket(stage: Stage) -> None:
    ada = {"name": "ada", "role": "member", "grant": "1", "address": "0b2d"}
    visitor = {"name": "", "role": "visitor", "grant": "", "address": "5e1f"}
    for person, authid, role in ((ada, "ada#2", "member"), (visitor, "visitor#5e1f", "visitor")):
        assert status(stage, 1, "web", "service-web", person) == 200
        assert status(stage, 2, authid, role) == 200
        assert status(stage, 1, "web", "service-web", person) == 429


def test_without_an_address_each_socket_counts_by_itself(stage: Stage) -> None:
    assert [status(stage, one, "visitor") for one in (1, 1, 1, 2)] == [200, 200, 429, 200]


def test_an_office_comes_back_at_once_after_the_router_restarts() -> None:
    """A thousand windows behind one address each make up to five calls."""
    limits = Limits(Rates())
    for _ in range(5000):
        limits.take("address-5e1f", False, 0.0)
    with pytest.raises(RateLimited):
        limits.take("address-5e1f", False, 0.0)
    limits.take("person-ada", False, 0.0)


def test_each_number_is_a_setting() -> None:
    found = load("blog", {"COURANT_LIMIT_ADDRESS_CALLS": "7/9", "COURANT_LIMIT_PERSON_WRITES": "1/2"}).rates
    assert found == replace(Rates(), address_calls=Rate(7, 9), person_writes=Rate(1, 2))
    assert load("blog", {}).rates == Rates()
