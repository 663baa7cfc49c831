"""Tags are known by their names, not by their slugs: C, C++ and C# are three."""

import re
from unicodedata import normalize

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill_keys(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give every tag the key of its name, as `slugs.key` of the kit makes it; slugs stay, since addresses do."""
    for tag in apps.get_model("courant_blog", "Tag").objects.iterator():
        words = normalize("NFKC", tag.name).casefold()
        tag.key = re.sub(r"[-_./@\s]+", "-", words).strip("-") or tag.name
        tag.save(update_fields=["key"])


class Migration(migrations.Migration):
    """Adds `key` to tags."""

    dependencies = [("courant_blog", "0002_days_and_originals")]

    operations = [
        migrations.AddField("tag", "key", models.CharField(max_length=200, db_index=True, default="")),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
    ]
