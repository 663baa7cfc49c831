"""What the letters say of the site: its name and clocks as administrators save them."""

from collections.abc import Iterator
from typing import Any

import pytest
from courant_kit.site_settings import CHANGED, SHOW
from courant_kit.testing import FakeSession, Stage, finished
from courant_mail import contract
from courant_mail.service import module
from courant_mail.site import now

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session() -> Iterator[FakeSession]:
    session, before = FakeSession(), (now.site, now.zone)
    yield session
    now.site, now.zone = before


def hear(session: FakeSession, **fields: Any) -> None:
    """Core publishes that the settings have changed."""
    for listener in session.listeners[CHANGED]:
        finished(listener(CHANGED, [], {"revision": 2, **fields}))


def test_letters_have_the_name_that_was_saved_before_the_first_call(session: FakeSession) -> None:
    async def shown(*_: object) -> dict[str, str]:
        return {"name": "The Fern", "time_zone": "Europe/Amsterdam"}

    session.procedures[SHOW] = shown
    Stage(module, session)
    assert (now.site.name, now.site.address, now.zone.key) == ("The Fern", "https://site.test", "Europe/Amsterdam")


def test_a_change_is_followed_and_nonsense_is_not(session: FakeSession) -> None:
    stage = Stage(module, session)
    assert now.site.name == "The Site"
    hear(session, name="The Moss", time_zone="Asia/Tokyo")
    for wrong in ({"name": "", "time_zone": "Asia/Nowhere"}, {"name": 7, "time_zone": None}, {}):
        hear(session, **wrong)
    assert (now.site.name, now.zone.key) == ("The Moss", "Asia/Tokyo")
    assert stage.page(contract.PAGE_INDEX).status == 200
