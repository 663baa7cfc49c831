"""Every released version's site, started on this version: it migrates, has all that it had, and can do what is new."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgresql
from tests.site import Site
from tests.upgrades import content, recorded

pytestmark = [pytest.mark.router, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A PostgreSQL cluster of this machine's."""
    binaries = postgresql.programs()
    if binaries is None:
        pytest.skip("PostgreSQL is not on this machine")
    with postgresql.cluster(binaries) as url:
        yield url


@pytest.mark.parametrize("version", recorded.versions())
def test_a_site_on_sqlite_loses_nothing(version: str) -> None:
    site = Site()
    recorded.restore_sqlite(version, site.data)
    assert _missing(site) == []


@pytest.mark.parametrize("version", recorded.versions())
def test_a_site_on_postgresql_loses_nothing(version: str, cluster: str) -> None:
    site = Site()
    site.extra["DATABASE_URL"] = recorded.restore_postgresql(version, cluster, site.data)
    assert _missing(site) == []


def test_every_release_in_the_changelog_is_recorded() -> None:
    changelog = (Path(__file__).parents[2] / "CHANGELOG.md").read_text()
    released = [
        line.split()[1] for line in changelog.splitlines() if line.startswith("## ") and line != "## Unreleased"
    ]
    assert sorted(released) == recorded.versions()


def _missing(site: Site) -> list[str]:
    try:
        return content.missing(site.start(timeout=240)) or content.unusable(site)
    finally:
        site.stop()
