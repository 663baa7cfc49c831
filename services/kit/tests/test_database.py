"""How databases are opened: by default, a commit waits for the disk."""

from pathlib import Path

from courant_kit.process.django_settings import database


def test_sqlite_waits_for_the_disk_unless_its_data_can_come_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite3"
    assert "synchronous=FULL" in database(url)["OPTIONS"]["init_command"]
    assert "synchronous=NORMAL" in database(url, durable=False)["OPTIONS"]["init_command"]


def test_so_does_postgresql_and_other_options_stay() -> None:
    url = "postgres://somebody@db/site?options=-c%20lock_timeout%3D5s"
    assert database(url)["OPTIONS"]["options"] == "-c lock_timeout=5s"
    assert database(url, durable=False)["OPTIONS"]["options"] == "-c lock_timeout=5s -c synchronous_commit=off"
    assert database("postgres://db/site", durable=False)["OPTIONS"]["options"] == "-c synchronous_commit=off"
