"""Migrations run when there is something new, and the cheap look at files and tables finds it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from courant_kit.process import migrations
from courant_kit.process.migrations import is_current
from courant_kit.store.models import Counter
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db

Files = Callable[..., None]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Gives the app of the kit these files as its migrations."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    monkeypatch.setattr(apps.get_app_config("courant"), "path", str(tmp_path))

    def write(*names: str) -> None:
        for name in names:
            (folder / name).touch()

    return write


def test_a_database_with_every_migration_is_current() -> None:
    assert is_current()


def test_a_new_migration_is_seen(files: Files) -> None:
    files("__init__.py", "0001_store.py", "0002_new.py")
    assert not is_current()


def test_a_migration_that_was_never_recorded_is_seen() -> None:
    MigrationRecorder(connection).record_unapplied("courant", "0001_store")
    assert not is_current()


def test_a_database_of_a_later_release_needs_nothing() -> None:
    MigrationRecorder(connection).record_applied("courant", "0099_later")
    assert is_current()


def test_what_is_no_migration_does_not_count(files: Files) -> None:
    files("__init__.py", "0001_store.py", "_helper.py", "notes.txt")
    assert is_current()


def test_an_empty_database_is_not_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert not is_current()


@pytest.mark.parametrize(("there", "current"), [(True, True), (False, False)])
def test_an_app_without_migrations_needs_its_tables(
    monkeypatch: pytest.MonkeyPatch, there: bool, current: bool
) -> None:
    tables = connection.introspection.table_names()
    gone = set() if there else {Counter._meta.db_table}
    monkeypatch.setattr(settings, "MIGRATION_MODULES", {"courant": None})
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [name for name in tables if name not in gone])
    assert is_current() is current


def test_migrations_elsewhere_are_left_to_django(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MIGRATION_MODULES", {"courant": "somewhere.else"})
    assert not is_current()


def test_a_current_database_is_left_alone(django_assert_num_queries: Callable[[int], object]) -> None:
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        migrations.migrate("shelf")
