from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("web", "0004_roles_for_apps")]

    operations = [
        migrations.CreateModel(
            name="AnnouncedFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=500, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("listed", models.BooleanField(default=False)),
            ],
        ),
    ]
