"""Migrations of the wiki keep what is stored, and can be reverted."""

from datetime import UTC, datetime
from typing import Any

import pytest
from courant_wiki.models import Revision
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = datetime(2020, 1, 1, tzinfo=UTC)


def migrated(name: str) -> Any:
    """The models of the wiki as of a migration, with the database migrated to it."""
    executor = MigrationExecutor(connection)
    executor.migrate([("courant_wiki", name)])
    return executor.loader.project_state([("courant_wiki", name)]).apps.get_model


@pytest.fixture(autouse=True)
def newest() -> Any:
    """Leave the database as the other tests expect it."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] == "courant_wiki"])


def test_the_newest_imported_revision_is_the_original() -> None:
    old = migrated("0001_wiki")
    for path, imported in (("a", (True, True, False)), ("b", (False,))):
        page = old("courant_wiki", "WikiPage").objects.create(
            path=path, key=path, title=path, number=len(imported), created_at=MOMENT, edited_at=MOMENT
        )
        for number, by_import in enumerate(imported, 1):
            page.revisions.create(
                number=number, title="T", text=f"text {number}", size=6, change=0, imported=by_import, created_at=MOMENT
            )
    originals = migrated("0002_originals")("courant_wiki", "Original").objects
    assert list(originals.values_list("page__path", "path", "title", "text")) == [("a", "a", "T", "text 2")]
    assert migrated("0001_wiki")("courant_wiki", "Revision").objects.count() == 4


def test_revisions_are_packed_and_unpacked() -> None:
    old = migrated("0004_happenings")
    page = old("courant_wiki", "WikiPage").objects.create(
        path="a", key="a", title="a", number=70, created_at=MOMENT, edited_at=MOMENT
    )
    same = "\n".join(f"The line {number} of {number * number} stays." for number in range(30))
    texts = [f"{same}\nAnother one, for the {number}th time." for number in range(70)]
    for number, text in enumerate(texts, 1):
        page.revisions.create(
            number=number, title="T", text=text, size=len(text), change=0, imported=number == 1, created_at=MOMENT
        )
    packed = list(migrated("0006_history")("courant_wiki", "Revision").objects.order_by("number"))
    assert [one.text for one in Revision.objects.order_by("number")] == texts
    assert [one.number for one in packed if one.against is None] == [65, 70]
    assert (packed[0].kind, packed[1].kind, packed[0].began) == ("import", "save", MOMENT)
    unpacked = migrated("0004_happenings")("courant_wiki", "Revision").objects.order_by("number")
    assert [(one.text, one.imported) for one in unpacked][:2] == [(texts[0], True), (texts[1], False)]
    assert [one.text for one in unpacked] == texts
