"""Posts get a history; its first revision is what each post is now."""

from typing import Any

import django.db.models.deletion
from courant_kit.history import packing
from django.db import migrations, models


def begin(apps: Any, schema_editor: Any) -> None:
    """Store each post's words as its first revision."""
    revisions = apps.get_model("courant_blog", "Revision").objects
    posts = apps.get_model("courant_blog", "Post").objects
    for post in posts.defer("html").prefetch_related("tags").iterator(100):
        revisions.create(
            post=post, number=post.version, title=post.title, author=post.edited_by or post.author,
            kind="import" if post.source and post.version == 1 else "save", size=len(post.text), change=len(post.text),
            began=post.updated, created_at=post.updated, stored=packing.whole(post.text), fields=_others(post),
        )  # fmt: skip


def _others(post: Any) -> dict[str, str]:
    day = post.day or (post.published_at and post.published_at.date())
    return {
        "tags": ", ".join(sorted((tag.name for tag in post.tags.all()), key=str.casefold)),
        "section": post.section,
        "summary": post.summary,
        "slug": post.slug if post.path else "",
        "date": day.isoformat() if post.published_at else "",
    }


class Migration(migrations.Migration):

    dependencies = [("courant_blog", "0006_edited_by")]

    operations = [
        migrations.CreateModel(
            "Revision",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("author", models.CharField(max_length=1000, blank=True)),
                ("summary", models.CharField(max_length=200, blank=True)),
                ("kind", models.CharField(max_length=10, default="save")),
                ("name", models.CharField(max_length=100, blank=True, default="")),
                ("size", models.PositiveIntegerField()),
                ("change", models.IntegerField()),
                ("began", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                ("against", models.PositiveIntegerField(null=True, default=None)),
                ("run", models.PositiveSmallIntegerField(default=0)),
                ("stored", models.BinaryField()),
                ("fields", models.JSONField(default=dict)),
                (
                    "post",
                    models.ForeignKey(
                        "courant_blog.post", django.db.models.deletion.CASCADE, related_name="revisions",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "revision", models.UniqueConstraint(fields=["post", "number"], name="blog_revision_number")
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
