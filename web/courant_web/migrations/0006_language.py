from django.db import migrations, models


class Migration(migrations.Migration):
    """The language in which a person reads the site; none until they choose one.

    The version before need not know the column.
    """

    dependencies = [("web", "0005_announced_feeds")]

    operations = [
        migrations.AddField("user", "language", models.CharField(blank=True, default="", db_default="", max_length=20)),
    ]
