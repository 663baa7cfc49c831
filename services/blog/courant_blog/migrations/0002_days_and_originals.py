"""A post's day is its author's, and what was last imported is stored, so that importing again can merge."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BATCH = 500


def fill_days(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give every post that has a date its day in UTC, which its address has had so far."""
    posts = apps.get_model("courant_blog", "Post").objects
    while found := list(posts.filter(day=None, published_at__isnull=False).only("published_at", "day")[:BATCH]):
        for post in found:
            post.day = post.published_at.date()
        posts.bulk_update(found, ["day"])


class Migration(migrations.Migration):
    """Adds `day` and `timed` to posts, and the originals of imported posts; the digests of imports are dropped."""

    dependencies = [("courant_blog", "0001_posts")]

    operations = [
        migrations.AddField("post", "day", models.DateField(null=True)),
        migrations.AddField("post", "timed", models.BooleanField(default=True)),
        migrations.RemoveField("post", "digest"),
        migrations.CreateModel(
            name="Original",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="courant_blog.post",
                    ),
                ),
                ("fields", models.JSONField()),
                ("site", models.JSONField()),
            ],
        ),
        migrations.RunPython(fill_days, migrations.RunPython.noop),
    ]
