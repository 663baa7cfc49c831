"""The site's time zone, as the blog learns it and schedules by it."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from courant_blog import contract
from courant_blog.models import Post
from courant_blog.service import module
from courant_blog.writing.scheduling import clock
from courant_blog.zone import clocks
from courant_kit.site_settings import CHANGED, SHOW
from courant_kit.testing import FakeSession, Stage, finished

pytestmark = pytest.mark.django_db(transaction=True)

UTC = ZoneInfo("UTC")


@pytest.fixture
def session() -> Iterator[FakeSession]:
    session, before = FakeSession(), clocks.zone
    clocks.zone = UTC
    yield session
    clocks.zone, clock.begun = before, False


def hear(session: FakeSession, zone: object) -> None:
    """Core publishes that the settings have changed."""
    for listener in session.listeners[CHANGED]:
        finished(listener(CHANGED, [], {"revision": 2, "name": "The Fern", "time_zone": zone}))


def test_the_zone_is_learnt_before_the_first_call(session: FakeSession) -> None:
    async def shown(*_: object) -> dict[str, str]:
        return {"time_zone": "Europe/Amsterdam"}

    session.procedures[SHOW] = shown
    Stage(module, session)
    assert clocks.zone.key == "Europe/Amsterdam"


def test_while_core_is_away_the_zone_stays(session: FakeSession) -> None:
    Stage(module, session)
    assert clocks.zone is UTC


def test_a_zone_that_this_machine_lacks_changes_nothing(session: FakeSession) -> None:
    Stage(module, session)
    for wrong in ("Europe/Nowhere", "", None, "../etc"):
        hear(session, wrong)
    assert clocks.zone is UTC


def test_what_is_scheduled_follows_the_clocks_of_a_new_zone(session: FakeSession) -> None:
    stage = Stage(module, session)
    fields = {"title": "Later", "text": "x", "state": "scheduled", "date": "2999-07-01", "time": "09:30"}
    stage.call(contract.SAVE_POST, "editor", "ada", **fields)
    stage.run_due()
    assert Post.objects.get().published_at.hour == 9
    hear(session, "Europe/Amsterdam")
    stage.run_due()
    assert Post.objects.get().published_at.hour == 7
