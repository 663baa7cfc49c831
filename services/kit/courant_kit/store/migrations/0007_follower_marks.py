from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("courant", "0006_media_kept")]

    operations = [
        migrations.CreateModel(
            name="FollowerMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(max_length=160)),
                ("name", models.CharField(blank=True, default="", max_length=60)),
                ("number", models.BigIntegerField()),
                ("moved", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("owner", "name"), name="courant_follower")],
            },
        ),
    ]
