"""Posts are found by their ids in the feed, which an export has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds an index."""

    dependencies = [("courant_blog", "0010_discussions")]
    operations = [
        migrations.AddIndex(model_name="post", index=models.Index(fields=["entry_id"], name="blog_entry_ids"))
    ]
