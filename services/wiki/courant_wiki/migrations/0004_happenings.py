"""What happens to pages besides their revisions, and the pages that were deleted along with another."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("courant_wiki", "0003_entry_id")]

    operations = [
        migrations.AddField(
            "wikipage",
            "deleted_with",
            models.ForeignKey(
                "courant_wiki.wikipage", django.db.models.deletion.SET_NULL, null=True, default=None,
                related_name="deleted_along",
            ),
        ),
        migrations.AddIndex(
            "wikipage",
            models.Index(fields=["deleted_at", "id"], condition=Q(deleted_at__isnull=False), name="wiki_bin"),
        ),
        migrations.CreateModel(
            "Happening",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "page",
                    models.ForeignKey(
                        "courant_wiki.wikipage", django.db.models.deletion.CASCADE, related_name="happenings"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        max_length=10,
                        choices=[("moved", "Moved"), ("deleted", "Deleted"), ("restored", "Restored")],
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("old", models.CharField(max_length=500)),
                ("new", models.CharField(max_length=500)),
                ("author", models.CharField(max_length=150, blank=True)),
                ("along", models.BooleanField(default=False)),
                ("below", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
            ],
            {
                "indexes": [
                    models.Index(
                        fields=["-created_at", "-id"], condition=Q(along=False), name="wiki_happening_created"
                    )
                ]
            },
        ),
    ]
