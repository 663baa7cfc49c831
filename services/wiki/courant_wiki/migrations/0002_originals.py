"""What was last imported for a page is stored apart from its revisions, with the path under which it was imported."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill_originals(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Store the newest imported revision of every page, under the page's path of today."""
    originals = apps.get_model("courant_wiki", "Original").objects
    revisions = apps.get_model("courant_wiki", "Revision").objects.filter(imported=True)
    for page in apps.get_model("courant_wiki", "WikiPage").objects.filter(revisions__imported=True).distinct():
        found = revisions.filter(page=page).order_by("-number")[0]
        originals.create(page=page, path=page.path, title=found.title, text=found.text)


class Migration(migrations.Migration):
    """Adds the originals of imported pages."""

    dependencies = [("courant_wiki", "0001_wiki")]

    operations = [
        migrations.CreateModel(
            name="Original",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="courant_wiki.wikipage",
                    ),
                ),
                ("path", models.CharField(max_length=500, unique=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunPython(fill_originals, migrations.RunPython.noop),
    ]
