"""Small rules at the edges: limits, settings, back-off, rights and media."""

from datetime import timedelta
from pathlib import Path

import pytest
from courant_kit.calls import caller as callers
from courant_kit.calls.caller import EDITORS, MEMBERS, Caller, Role
from courant_kit.calls.errors import Forbidden, Invalid, RateLimited
from courant_kit.calls.limits import Limit
from courant_kit.content.media import content_type
from courant_kit.live.audience import EDITORS_ONLY, EVERYBODY, MEMBERS_ONLY, Audience
from courant_kit.process.environment import SettingError, load, minutes, readers, writers
from courant_kit.process.session import LONGEST_DELAY, delay


def test_a_source_that_calls_too_fast_is_told_when_to_come_back() -> None:
    limit = Limit(rate=2, burst=3)
    for _ in range(3):
        limit.take("a", now=10.0)
    with pytest.raises(RateLimited) as refused:
        limit.take("a", now=10.0)
    assert refused.value.details == {"retry_after": 0.5}
    limit.take("b", now=10.0)
    with pytest.raises(RateLimited, match=r"in 0\.1 seconds"):
        limit.take("a", now=10.499)
    limit.take("a", now=10.5)


def test_limits_remember_a_bounded_number_of_sources() -> None:
    limit = Limit(rate=1, burst=1, sources=2)
    for source in "abc":
        limit.take(source, now=0.0)
    limit.take("a", now=0.0)


def test_the_delay_grows_to_its_cap_and_is_jittered() -> None:
    assert delay(1, 1.0) < delay(5, 1.0) <= delay(50, 1.0) == LONGEST_DELAY
    assert delay(50, 0.0) == LONGEST_DELAY / 2


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"COURANT_ROUTER": "localhost"}, "COURANT_ROUTER"),
        ({"COURANT_ROUTER": "unix:run/router.socket"}, "complete path"),
        ({"COURANT_ROUTER": "unix://run/router.socket"}, "complete path"),
        ({"COURANT_ROUTER": f"unix:/{'r' * 107}"}, "107 bytes at most"),
        ({"COURANT_THREADS": "none"}, "COURANT_THREADS"),
        ({"COURANT_LOG_LEVEL": "loud"}, "COURANT_LOG_LEVEL"),
        ({"COURANT_AUTH": "none"}, "COURANT_AUTH"),
        ({"COURANT_LIMIT_PERSON_CALLS": "50"}, "COURANT_LIMIT_PERSON_CALLS"),
        ({"COURANT_LIMIT_ADDRESS_WRITES": "0/0"}, "COURANT_LIMIT_ADDRESS_WRITES"),
        ({"COURANT_LIMIT_PROGRAM_CALLS": "many/9"}, "such as 50/300"),
    ],
)
def test_a_wrong_setting_is_named(variables: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=named):
        load("blog", variables)


@pytest.mark.parametrize(
    ("value", "audience"),
    [("", EVERYBODY), ("everybody", EVERYBODY), ("members", MEMBERS_ONLY), ("editors", EDITORS_ONLY)],
)
def test_a_setting_names_an_audience(value: str, audience: Audience) -> None:
    assert readers("COURANT_WIKI_READERS", {"COURANT_WIKI_READERS": value}) == audience


@pytest.mark.parametrize("value", ["member", "Members", "staff", "all", "space-7"])
def test_a_word_that_names_no_audience_opens_nothing(value: str) -> None:
    with pytest.raises(SettingError, match="COURANT_WIKI_READERS"):
        readers("COURANT_WIKI_READERS", {"COURANT_WIKI_READERS": value})


@pytest.mark.parametrize(("value", "roles"), [("", EDITORS), ("editors", EDITORS), ("members", MEMBERS)])
def test_a_setting_names_who_writes(value: str, roles: frozenset[Role]) -> None:
    assert writers("COURANT_WIKI_WRITERS", {"COURANT_WIKI_WRITERS": value}) == roles


@pytest.mark.parametrize("value", ["everybody", "visitors", "member", "Members", "all"])
def test_a_word_that_names_no_writers_opens_nothing(value: str) -> None:
    with pytest.raises(SettingError, match="COURANT_WIKI_WRITERS"):
        writers("COURANT_WIKI_WRITERS", {"COURANT_WIKI_WRITERS": value})


@pytest.mark.parametrize(("value", "found"), [("", 15), ("0", 0), ("90", 90)])
def test_a_setting_gives_minutes(value: str, found: int) -> None:
    assert minutes("COURANT_MINUTES", 15, {"COURANT_MINUTES": value}) == timedelta(minutes=found)


@pytest.mark.parametrize("value", ["-1", "1.5", "15m", "٣", "9999999"])
def test_what_is_not_minutes_is_refused(value: str) -> None:
    with pytest.raises(SettingError, match="COURANT_MINUTES is"):
        minutes("COURANT_MINUTES", 15, {"COURANT_MINUTES": value})


def test_router_and_secret_are_found_in_the_data_directory(tmp_path: Path) -> None:
    for name, content in (("run/router", "tcp://127.0.0.1:5\n"), ("secrets/blog", "hush\n")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content)
    settings = load("blog", {"COURANT_DATA": str(tmp_path)})
    assert (settings.router, settings.secret) == ("tcp://127.0.0.1:5", "hush")


def test_the_disclosed_caller() -> None:
    assert callers.disclosed(7, "ada#g1", "member").authid == "ada#g1"
    assert callers.disclosed(7, "visitor", "visitor") == Caller(source="socket-7", session=7)
    service = callers.disclosed(7, "blog", "service-blog")
    assert (service.role, service.module, service.exempt) == (Role.SERVICE, "blog", True)
    assert callers.disclosed(7, "x", "anonymous").role is Role.VISITOR


def test_web_calls_for_people_only() -> None:
    ada = callers.on_behalf({"name": "ada", "role": "editor", "grant": "g1"}, "service-web")
    assert (ada.role, ada.authid) == (Role.EDITOR, "ada#g1")
    with pytest.raises(Forbidden):
        callers.on_behalf({"role": "service"}, "service-web")
    with pytest.raises(Invalid, match="by their names"):
        callers.on_behalf({"role": "member"}, "service-blog")


def test_images_are_known_by_their_first_bytes() -> None:
    assert content_type(b"\x89PNG\r\n\x1a\n....") == ("png", "image/png")
    assert content_type(b"<?xml version='1.0'?><svg xmlns=''/>") == ("svg", "image/svg+xml")
    with pytest.raises(Invalid):
        content_type(b"<html><script>")
