from django.conf import settings
from django.db import migrations, models

from courant_kit.media.storage import blobs


def move_content(apps, schema_editor):
    """Write the content of each upload to the storage of uploads, before its column is dropped."""
    media = apps.get_model("courant", "Media")
    module = getattr(settings, "MODULE_NAME", "")
    for name in list(media.objects.values_list("name", flat=True)):
        data = bytes(media.objects.values_list("data", flat=True).get(name=name))
        blobs().put(f"{module}/{name[:2]}/{name}", data)
        media.objects.filter(name=name).update(size=len(data))


def move_back(apps, schema_editor):
    """Store the content of each upload in the database again."""
    media = apps.get_model("courant", "Media").objects
    module = getattr(settings, "MODULE_NAME", "")
    for name in list(media.values_list("name", flat=True)):
        media.filter(name=name).update(data=blobs().get(f"{module}/{name[:2]}/{name}") or b"")


class Migration(migrations.Migration):

    dependencies = [("courant", "0003_shared_texts")]

    operations = [
        migrations.AddField("media", "size", models.BigIntegerField(default=0)),
        migrations.AddField("media", "title", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("media", "alt", models.CharField(blank=True, default="", max_length=500)),
        migrations.AddField("media", "folder", models.CharField(blank=True, default="", max_length=100)),
        migrations.AddField("media", "owner", models.CharField(blank=True, default="", max_length=150)),
        migrations.AddField("media", "moving", models.BooleanField(default=False)),
        migrations.AddField("media", "removed", models.DateTimeField(null=True)),
        migrations.AddIndex("media", models.Index(fields=["folder", "-created"], name="courant_library")),
        migrations.CreateModel(
            name="MediaUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(db_index=True, max_length=80)),
                ("place", models.CharField(max_length=60)),
                ("past", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("place", "name"), name="courant_media_use")],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("owner", models.CharField(max_length=150)),
                ("title", models.CharField(max_length=200)),
                ("size", models.BigIntegerField()),
                ("received", models.BigIntegerField(default=0)),
                ("name", models.CharField(blank=True, default="", max_length=80)),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner", "created"], name="courant_uploads_of"),
                    models.Index(fields=["created"], name="courant_uploads_old"),
                ],
            },
        ),
        migrations.AlterField("media", "data", models.BinaryField(null=True)),
        migrations.RunPython(move_content, move_back, elidable=False),
        migrations.RemoveField("media", "data"),
    ]
