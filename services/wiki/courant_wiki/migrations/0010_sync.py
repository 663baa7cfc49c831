"""A git repository that has the same pages: how far both are the same, and what is left to decide."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("courant_wiki", "0009_anchors")]

    operations = [
        migrations.CreateModel(
            "Sync",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("repository", models.CharField(max_length=500, blank=True)),
                ("branch", models.CharField(max_length=250, blank=True)),
                ("commit", models.CharField(max_length=64, blank=True)),
                ("applying", models.CharField(max_length=64, blank=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("event", models.BigIntegerField(default=0)),
                ("pushing", models.CharField(max_length=64, blank=True)),
                ("pushing_event", models.BigIntegerField(default=0)),
                ("state", models.CharField(max_length=10, default="waiting")),
                ("words", models.TextField(blank=True)),
                ("waiting", models.PositiveIntegerField(default=0)),
                ("seen", models.DateTimeField(null=True, default=None)),
                ("last", models.CharField(max_length=64, blank=True)),
                ("subject", models.CharField(max_length=300, blank=True)),
                ("author", models.CharField(max_length=150, blank=True)),
                ("at", models.DateTimeField(null=True, default=None)),
            ],
        ),
        migrations.CreateModel(
            "SyncRevision",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "page",
                    models.ForeignKey(
                        "courant_wiki.wikipage", django.db.models.deletion.CASCADE, related_name="sync_revisions"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["page", "number"], name="wiki_sync_revision")],
            },
        ),
        migrations.CreateModel(
            "SyncConflict",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        max_length=10,
                        choices=[
                            ("changed", "Both sides changed the same place."),
                            ("deleted", "It is deleted in the repository, and was changed here."),
                            ("binned", "It is changed in the repository, and was deleted here."),
                            ("rejected", "The file cannot be a page."),
                        ],
                    ),
                ),
                ("file", models.CharField(max_length=1000)),
                ("commit", models.CharField(max_length=64)),
                ("author", models.CharField(max_length=150, blank=True)),
                ("at", models.DateTimeField(null=True, default=None)),
                ("title", models.CharField(max_length=200, blank=True)),
                ("base", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("settled", models.DateTimeField(null=True, default=None)),
                ("settler", models.CharField(max_length=150, blank=True)),
                (
                    "page",
                    models.ForeignKey(
                        "courant_wiki.wikipage", django.db.models.deletion.CASCADE, null=True,
                        related_name="sync_conflicts",
                    ),
                ),
            ],
        ),
    ]
