from django.db import migrations, models


class Migration(migrations.Migration):
    """What members uploaded before nobody marked it is kept: nobody knows any more who kept the library then."""

    dependencies = [("courant", "0005_earlier_texts")]

    operations = [
        migrations.AddField("media", "kept", models.BooleanField(default=True, db_default=True)),
        migrations.AddField("media", "left", models.DateTimeField(null=True)),
    ]
