"""The version of Courant, and every place that names it; pure except for reading and writing those files.

All distributions have one version, by Semantic Versioning (https://semver.org). It is raised by a release only.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

#: Files with a line that names the version, and that line around it.
PLACES = {
    "services/*/pyproject.toml": r'^(version = ")([^"]+)(")$',
    "clients/*/pyproject.toml": r'^(version = ")([^"]+)(")$',
    "cli/pyproject.toml": r'^(version = ")([^"]+)(")$',
    "web/pyproject.toml": r'^(version = ")([^"]+)(")$',
    "router/pyproject.toml": r'^(version = ")([^"]+)(")$',
    "web/client/wamp/package.json": r'^(  "version": ")([^"]+)(",)$',
    "web/client/package.json": r'^(  "version": ")([^"]+)(",)$',
    "compose.yaml": r"^( +image: courant-\w+:)(\S+)()$",
}
CHANGELOG = "CHANGELOG.md"
UNRELEASED = "## Unreleased\n"


class Unfit(Exception):
    """A version that cannot be released; its words say why, and what would be right."""


def named(root: Path) -> dict[str, set[str]]:
    """Which versions each file names."""
    return {
        str(path.relative_to(root)): {found[1] for found in re.findall(line, path.read_text(), re.MULTILINE)}
        for path, line in _files(root)
    }


def current(root: Path) -> str:
    """The one version that all files name; raises Unfit if they differ."""
    versions = set[str]().union(*named(root).values())
    if len(versions) != 1:
        raise Unfit(f"The files name different versions: {named(root)}.")
    return versions.pop()


def admitted(version: str, now: str) -> str:
    """A version that may follow `now`; raises Unfit unless it is three numbers and greater, or the first one again."""
    if not re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", version):
        raise Unfit(f"“{version}” is not a version: it is three numbers with points, such as 1.2.0.")
    if _numbers(version) < _numbers(now):
        raise Unfit(f"{version} is older than {now}, which the files name.")
    return version


def raised(text: str, line: str, version: str) -> str:
    """A file's text with another version in such lines."""
    return re.sub(line, rf"\g<1>{version}\g<3>", text, flags=re.MULTILINE)


def closed(changelog: str, version: str, day: date) -> str:
    """The changelog with what was unreleased under the version; raises Unfit if there is nothing, or it is there."""
    if f"\n## {version} " in changelog:
        raise Unfit(f"{CHANGELOG} already has {version}: choose the next one.")
    before, found, after = changelog.partition(UNRELEASED)
    if not found or not after.partition("\n## ")[0].strip():
        raise Unfit(f"{CHANGELOG} has nothing under “Unreleased”.")
    return f"{before}{UNRELEASED}\n## {version} ({day.isoformat()})\n{after}"


def write(root: Path, version: str, day: date) -> None:
    """Write the version into every file; raises Unfit before anything is written."""
    changelog = closed((root / CHANGELOG).read_text(), version, day)
    for path, line in _files(root):
        path.write_text(raised(path.read_text(), line, version))
    (root / CHANGELOG).write_text(changelog)


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    return ((path, line) for pattern, line in PLACES.items() for path in sorted(root.glob(pattern)))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))
