"""Django signals from the topics of the site: for those who connect a receiver, in a transaction of its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from courant_kit import Contract, Fragment, Module, Payload, Topic, record, signal_of, view_changed
from courant_kit.testing import FakeSession, Stage, finished

pytestmark = pytest.mark.django_db(transaction=True)
VIEWED = "courant.core.window.viewed"


class Seen(Payload):
    """Somebody saw a page."""

    page: str


SEEN = Topic("courant.counter.page.seen", Seen)
NUMBER = Fragment("counter.number", doc="How many pages were seen.")


@pytest.fixture
def module() -> Module:
    contract = Contract("counter")
    contract.add(SEEN)
    contract.add(NUMBER)
    made = Module("counter", "Counter", contract)
    made.renders(NUMBER)(lambda _: "")
    return made


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    found: list[dict[str, Any]] = []

    def hear(event: dict[str, Any], **more: Any) -> None:
        found.append(event)
        record(SEEN, Seen(event["page"]))

    view_changed.connect(hear)
    yield found
    view_changed.disconnect(hear)


def publish(session: FakeSession, topic: str = VIEWED, **fields: Any) -> None:
    finished(session.publish(topic, fields))


def test_a_receiver_gets_the_event_and_may_write(module: Module, heard: list[dict[str, Any]]) -> None:
    stage = Stage(module)
    publish(stage.session, page="/blog/", name="ada")
    stage.publish()
    assert heard == [{"page": "/blog/", "name": "ada"}]
    assert SEEN.uri in stage.topics()


def test_a_module_without_receivers_follows_nothing(module: Module) -> None:
    assert not {topic for topic in Stage(module).session.listeners if topic.startswith("courant.core.window")}


def test_one_receiver_that_fails_disturbs_no_other(module: Module, heard: list[dict[str, Any]]) -> None:
    def fail(**event: Any) -> None:
        raise LookupError("a fault")

    view_changed.connect(fail)
    try:
        stage = Stage(module)
        publish(stage.session, page="/")
        publish(stage.session, page="/wiki/")
    finally:
        view_changed.disconnect(fail)
    assert [event["page"] for event in heard] == ["/", "/wiki/"]


def test_any_topic_has_a_signal_and_always_the_same() -> None:
    assert signal_of("courant.core.window.viewed") is view_changed
    assert signal_of("courant.blog.post.published") is signal_of("courant.blog.post.published")
    with pytest.raises(ValueError, match="is not a topic"):
        signal_of("post.published")
