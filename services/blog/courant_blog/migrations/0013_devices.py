"""Guests' comments get the hash of the browser in which they were written; the newest comments have an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds a column and an index that the version before need not know."""

    dependencies = [("courant_blog", "0012_languages")]
    operations = [
        migrations.AddField("guest", "device", models.CharField(max_length=80, blank=True, db_default="")),
        migrations.AddIndex("comment", models.Index(fields=["state", "removed", "id"], name="blog_newest_comments")),
    ]
