"""Guests' comments get the hash of the browser in which they were written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds one column that the version before need not know."""

    dependencies = [("courant_blog", "0012_languages")]
    operations = [
        migrations.AddField("guest", "device", models.CharField(max_length=80, blank=True, db_default="")),
    ]
