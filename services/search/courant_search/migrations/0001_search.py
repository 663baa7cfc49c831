from django.db import migrations, models

from courant_search.index import index


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Found",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("module", models.CharField(max_length=39)),
                ("key", models.CharField(max_length=200)),
                ("version", models.CharField(max_length=100)),
                ("audience", models.CharField(max_length=200)),
                ("address", models.CharField(max_length=2000)),
                ("title", models.CharField(max_length=1000)),
                ("space", models.CharField(blank=True, max_length=200)),
                ("tags", models.JSONField(default=list)),
                ("author", models.CharField(blank=True, max_length=1000)),
                ("date", models.DateTimeField(db_index=True, null=True)),
                ("language", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["module", "key"], name="search_document")],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[("word", models.CharField(max_length=60, primary_key=True, serialize=False))],
        ),
        migrations.RunPython(lambda apps, editor: index().create(), migrations.RunPython.noop),
    ]
