"""Who saved the newest version of a post."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("courant_blog", "0005_bin")]

    operations = [
        migrations.AddField("post", "edited_by", models.CharField(max_length=1000, blank=True, default="")),
    ]
