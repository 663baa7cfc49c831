"""Every container of compose.yaml has its secrets in a separate file, which is generated once and then stays."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.router import PRINCIPALS, ROOT, SERVICES

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what deploy/secrets reads."""
    (tmp_path / "deploy").mkdir()
    shutil.copy2(ROOT / "deploy" / "secrets", tmp_path / "deploy" / "secrets")
    shutil.copy2(ROOT / "compose.yaml", tmp_path / "compose.yaml")
    return tmp_path


def drawn(checkout: Path) -> dict[str, dict[str, str]]:
    """The variables in each file, after deploy/secrets."""
    subprocess.run([sys.executable, checkout / "deploy" / "secrets"], check=True, capture_output=True)
    assert {file.stat().st_mode & 0o777 for file in (checkout / "secrets").iterdir()} == {0o600}
    return {
        file.stem: dict(line.split("=", 1) for line in file.read_text().splitlines())
        for file in (checkout / "secrets").iterdir()
    }


def test_every_installed_service_runs_and_reads_its_own_file() -> None:
    running = {name for name, one in COMPOSE.items() if "env_file" in one}
    assert running == {*SERVICES, "router", "command", "git", "db"}
    files = {
        name: re.fullmatch(r"\$\{COURANT_SECRETS:-./secrets\}/(\w+)\.env", COMPOSE[name]["env_file"])
        for name in running
    }
    assert {name: found and found[1] for name, found in files.items()} == {
        **{name: name for name in running}, "command": "operator", "git": "operator",
    }  # fmt: skip


def test_each_container_gets_its_own_secrets_and_the_router_and_the_database_those_that_they_check(
    checkout: Path,
) -> None:
    files = drawn(checkout)
    assert files.keys() == {*SERVICES, "router", "operator", "db"}
    for name in PRINCIPALS:
        assert files["router"][f"COURANT_{name.upper()}_SECRET"] == files[name]["COURANT_SECRET"]
    for name in SERVICES:
        password = files["db"][f"COURANT_{name.upper()}_DATABASE_PASSWORD"]
        assert files[name]["DATABASE_URL"] == f"postgres://{name}:{password}@db:5432/{name}"
    assert files["core"].pop("COURANT_OPERATOR_SECRET") == files["operator"]["COURANT_SECRET"]
    held = [value for name in PRINCIPALS for value in files[name].values()]
    assert len(set(held)) == len(held)


def test_what_was_drawn_is_kept_when_a_service_is_added(checkout: Path) -> None:
    before = drawn(checkout)
    assert drawn(checkout) == before
    line = '  shelf: {<<: *service, env_file: "${COURANT_SECRETS:-./secrets}/shelf.env"}\n'
    compose = checkout / "compose.yaml"
    compose.write_text(compose.read_text().replace("\nnetworks:\n", f"\n{line}\nnetworks:\n", 1))
    after = drawn(checkout)
    assert after.keys() - before.keys() == {"shelf"}
    assert {name: {**after[name], **values} for name, values in before.items()} == {
        name: after[name] for name in before
    }
    assert after["router"]["COURANT_SHELF_SECRET"] == after["shelf"]["COURANT_SECRET"]


def test_what_stood_in_one_file_is_taken_over(checkout: Path) -> None:
    (checkout / ".env").write_text(
        "COURANT_BLOG_SECRET=an-old-secret\nCOURANT_BLOG_DATABASE_PASSWORD=an-old-password\n"
    )
    blog = drawn(checkout)["blog"]
    assert blog["COURANT_SECRET"] == "an-old-secret"
    assert "an-old-password" in blog["DATABASE_URL"]
