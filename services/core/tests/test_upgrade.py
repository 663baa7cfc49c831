"""The database of an older release is migrated at the next start."""

import pytest
from courant_core.models import KnownModule
from courant_kit.process.migrations import is_current, migrate
from django.core.management import call_command


@pytest.mark.django_db(transaction=True)
def test_a_database_of_an_older_release_is_upgraded() -> None:
    call_command("migrate", "courant_core", "0001", verbosity=0)
    assert not is_current()
    migrate("core")
    assert is_current()
    assert not KnownModule.objects.filter(suspended=True).exists()
