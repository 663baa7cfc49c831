"""Discovery finds installed services, and rejects invalid ones with a message."""

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from courant_kit.process import discovery
from courant_kit.process.environment import SettingError


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[EntryPoint]:
    """The list of installed entry points, which the test fills."""
    points: list[EntryPoint] = []
    monkeypatch.setattr(discovery, "entry_points", lambda group: [one for one in points if one.group == group])
    monkeypatch.setattr(discovery, "services", discovery.services.__wrapped__)
    return points


def point(name: str, package: str) -> EntryPoint:
    return EntryPoint(name, package, "courant.services")


def test_a_service_is_found_by_its_entry_point(installed: list[EntryPoint]) -> None:
    installed += [point("my_shop", "sqlite3"), point("forum", "json"), EntryPoint("other", "json", "some.group")]
    shop = discovery.Service("my_shop", "sqlite3", Path(__import__("sqlite3").__file__).parent)
    assert [service.name for service in discovery.services()] == ["forum", "my_shop"]
    assert discovery.services()[1] == shop
    assert discovery.names() == {"core", "web", "forum", "my_shop"}


def test_core_and_web_start_first_wherever_they_are(installed: list[EntryPoint]) -> None:
    installed.append(point("forum", "json"))
    assert [service.name for service in discovery.all_services()] == ["web", "core", "forum"]


def test_a_distribution_whose_folder_is_gone_is_no_service(installed: list[EntryPoint]) -> None:
    installed.append(point("forum", "courant_forum_that_is_gone"))
    assert discovery.services() == ()


@pytest.mark.parametrize(
    "name", ["core", "web", "site", "operator", "router", "django", "Forum", "my-shop", "", "1st", "x" * 40]
)
def test_a_name_that_no_service_can_have_is_refused(installed: list[EntryPoint], name: str) -> None:
    installed.append(point(name, "json"))
    with pytest.raises(SettingError, match="json is installed as the service"):
        discovery.services()
