"""The letter of the week: at its minute on the site's clocks, with the posts since the last one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from courant_kit.process.environment import SettingError
from courant_mail.desk import store
from courant_mail.hearing import weekly
from courant_mail.models import Issue

from .staged_mail import Mail

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_its_minute_is_on_the_sites_clocks_over_a_change_of_them() -> None:
    monday = (0, 8, 0)
    winter = weekly.last(datetime(2026, 10, 26, 7, 0, tzinfo=UTC), monday, AMSTERDAM)
    assert winter.astimezone(UTC) == datetime(2026, 10, 26, 7, 0, tzinfo=UTC)
    before = weekly.last(datetime(2026, 10, 26, 6, 59, tzinfo=UTC), monday, AMSTERDAM)
    assert before.astimezone(UTC) == datetime(2026, 10, 19, 6, 0, tzinfo=UTC)


def test_a_wrong_day_is_a_setting_that_is_wrong() -> None:
    assert weekly.moment({"COURANT_MAIL_WEEKLY": "Friday 17:30"}) == (4, 17, 30)
    with pytest.raises(SettingError, match="monday 08:00"):
        weekly.moment({"COURANT_MAIL_WEEKLY": "sometimes"})


def test_the_posts_of_a_week_are_one_letter_without_what_became_private(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail.reader(pace="weekly")
    for number in (1, 2, 3):
        mail.publish(number, f"Post {number}")
    mail.work()
    store(week="2026-11-01")
    monkeypatch.setattr(weekly, "last", lambda now, *_: now)
    weekly.make()
    weekly.make()
    del mail.posts[2]
    mail.work()
    (letter,) = mail.inbox.letters
    text = letter.get_body(("plain",)).get_content()
    assert letter["Subject"] == "The Site: Post 1, and 1 more"
    assert [f"Post {number}" in text for number in (1, 2, 3)] == [True, False, True]
    assert "Short & good." in text
    assert Issue.objects.filter(kind="week").count() == 1


def test_a_new_site_begins_with_the_next_week(mail: Mail) -> None:
    mail.reader(pace="weekly")
    mail.publish()
    mail.work()
    weekly.make()
    mail.work()
    assert mail.inbox.letters == []
