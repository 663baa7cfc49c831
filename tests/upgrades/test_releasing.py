"""What a release does to a checkout: one version everywhere, a closed changelog, wheels that hold everything."""

import sys
from datetime import date
from pathlib import Path

import pytest

from tests.router import ROOT

sys.path.insert(0, str(ROOT / "deploy" / "release"))

import versions
import wheels

CHANGELOG = (
    "# Changelog\n\nWords.\n\n## Unreleased\n\n- **New.** Something.\n\n## 0.1.0 (2026-01-01)\n\nThe first one.\n"
)
DAY = date(2026, 12, 24)


def test_every_file_names_the_same_version() -> None:
    assert versions.current(ROOT) in {name for names in versions.named(ROOT).values() for name in names}
    assert len(versions.named(ROOT)) >= 10
    assert all(names for names in versions.named(ROOT).values())


@pytest.mark.parametrize("version", ["1", "1.2", "v1.2.3", "1.2.3rc1", "01.2.3", "", "1.2.3.4"])
def test_a_version_is_three_numbers(version: str) -> None:
    with pytest.raises(versions.Unfit, match="three numbers"):
        versions.admitted(version, "0.1.0")


def test_a_version_is_not_older_than_the_last_one() -> None:
    assert versions.admitted("0.10.0", "0.9.9") == "0.10.0"
    with pytest.raises(versions.Unfit, match="older"):
        versions.admitted("0.9.9", "0.10.0")


def test_the_changelog_is_closed_under_the_version() -> None:
    closed = versions.closed(CHANGELOG, "0.2.0", DAY)
    assert "## Unreleased\n\n## 0.2.0 (2026-12-24)\n\n- **New.** Something.\n\n## 0.1.0" in closed


@pytest.mark.parametrize("changelog", [CHANGELOG.replace("- **New.** Something.\n", ""), "# Changelog\n"])
def test_a_release_without_changes_is_none(changelog: str) -> None:
    with pytest.raises(versions.Unfit, match="nothing"):
        versions.closed(changelog, "0.2.0", DAY)


def test_a_version_is_released_once() -> None:
    with pytest.raises(versions.Unfit, match="already"):
        versions.closed(CHANGELOG, "0.1.0", DAY)


def test_writing_a_version_changes_nothing_else(tmp_path: Path) -> None:
    for name in versions.named(ROOT):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text())
    (tmp_path / versions.CHANGELOG).write_text(CHANGELOG)
    versions.write(tmp_path, "9.8.7", DAY)
    assert versions.current(tmp_path) == "9.8.7"
    now = versions.current(ROOT)
    for name in versions.named(ROOT):
        assert (tmp_path / name).read_text().count("9.8.7") >= 1
        assert _lines(tmp_path / name) == _lines(ROOT / name), name
    assert now != "9.8.7"


def test_the_wheels_hold_every_file_of_the_packages(tmp_path: Path) -> None:
    built = wheels.build(ROOT, tmp_path)
    assert {wheel.name.split("-")[1] for wheel in built} == {versions.current(ROOT)}
    assert wheels.lacking(ROOT, built) == []


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text().splitlines() if "ersion" not in line and "image:" not in line]
