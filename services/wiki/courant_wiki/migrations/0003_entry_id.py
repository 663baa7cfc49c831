"""Ids for the feed that never change."""

import courant_wiki.models
from courant_kit.process.environment import load
from courant_wiki.addresses import paths
from django.db import migrations, models


def name_entries(apps, schema_editor):
    """A page stays known to feed readers by the address that was its id until now."""
    site = load("wiki").site_url
    for page in apps.get_model("courant_wiki", "WikiPage").objects.only("path").iterator(chunk_size=200):
        page.entry_id = f"{site}{paths.location(page.path)}"
        page.save(update_fields=["entry_id"])


class Migration(migrations.Migration):

    dependencies = [("courant_wiki", "0002_originals")]

    operations = [
        migrations.AddField(
            "wikipage", "entry_id", models.CharField(max_length=2000, default=courant_wiki.models.new_entry_id)
        ),
        migrations.AddField("wikipage", "image", models.CharField(max_length=1000, blank=True, default="")),
        migrations.RunPython(name_entries, migrations.RunPython.noop),
    ]
