"""Revisions are stored packed, and say how they came about, when their first text was written and what they are named."""

from typing import Any

from courant_kit.history import packing
from django.db import migrations, models

CHAIN = 64


def pack(apps: Any, schema_editor: Any) -> None:
    """Store each text as the edits that lead to it from the next one, but for every CHAINth and the newest.

    Each row is updated once: PostgreSQL alters no table in a transaction that has changed a row twice.
    """
    revisions = apps.get_model("courant_wiki", "Revision").objects
    for page in revisions.values_list("page_id", flat=True).distinct():
        row, run = None, 0
        for following in revisions.filter(page_id=page).order_by("number").iterator(CHAIN):
            if row is not None:
                run = _store(row, following, run)
            row = following
        if row is not None:
            _store(row, None, run)


def unpack(apps: Any, schema_editor: Any) -> None:
    """Store each text as it is."""
    revisions = apps.get_model("courant_wiki", "Revision").objects
    for page in revisions.values_list("page_id", flat=True).distinct():
        for row, text in packing.texts(revisions.filter(page_id=page).order_by("-number").iterator(CHAIN)):
            row.text, row.imported = text, row.kind == "import"
            row.save(update_fields=["text", "imported"])


def _store(row: Any, following: Any, run: int) -> int:
    """Pack a text; returns how many below the following one are edits."""
    row.stored, row.run = packing.whole(row.text), run
    row.began, row.kind = row.created_at, "import" if row.imported else "save"
    if following is not None and run < CHAIN:
        delta = packing.delta(row.text, following.text)
        if len(delta) < len(row.stored):
            row.stored, row.against = delta, following.number
    row.save(update_fields=["stored", "against", "run", "began", "kind"])
    return run + 1 if row.against else 0


class Migration(migrations.Migration):

    dependencies = [("courant_wiki", "0005_media_uses")]

    operations = [
        migrations.AlterField("revision", "author", models.CharField(max_length=1000, blank=True)),
        migrations.AddField("revision", "kind", models.CharField(max_length=10, default="save")),
        migrations.AddField("revision", "name", models.CharField(max_length=100, blank=True, default="")),
        migrations.AddField("revision", "began", models.DateTimeField(null=True)),
        migrations.AddField("revision", "against", models.PositiveIntegerField(null=True, default=None)),
        migrations.AddField("revision", "run", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("revision", "stored", models.BinaryField(default=b"")),
        migrations.RunPython(pack, migrations.RunPython.noop),
        migrations.AlterField("revision", "began", models.DateTimeField()),
        migrations.AlterField("revision", "stored", models.BinaryField()),
        migrations.AlterField("revision", "text", models.TextField(default="")),
        migrations.RunPython(migrations.RunPython.noop, unpack),
        migrations.RemoveField("revision", "text"),
        migrations.RemoveField("revision", "imported"),
    ]
