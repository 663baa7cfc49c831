"""Tags of pages, the language of each page, and which links include a page."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("courant_wiki", "0006_history")]

    operations = [
        migrations.AddField("wikipage", "language", models.CharField(max_length=35, blank=True, default="")),
        migrations.AddField("link", "embed", models.BooleanField(default=False)),
        migrations.CreateModel(
            "PageTag",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "page",
                    models.ForeignKey("courant_wiki.wikipage", django.db.models.deletion.CASCADE, related_name="tags"),
                ),
                ("name", models.CharField(max_length=50)),
                ("slug", models.CharField(max_length=150, db_index=True)),
                ("key", models.CharField(max_length=32, db_index=True)),
            ],
            {"constraints": [models.UniqueConstraint(fields=["page", "slug"], name="wiki_tag_once")]},
        ),
    ]
