"""Comments on passages of pages: threads, their comments, and the text in which their passages were last found."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("courant_wiki", "0007_living")]

    operations = [
        migrations.CreateModel(
            "Ground",
            [
                (
                    "page",
                    models.OneToOneField(
                        "courant_wiki.wikipage", django.db.models.deletion.CASCADE, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            "Thread",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author", models.CharField(max_length=150)),
                ("quote", models.TextField()),
                ("exact", models.TextField()),
                ("prefix", models.CharField(max_length=32, blank=True)),
                ("suffix", models.CharField(max_length=32, blank=True)),
                ("start", models.PositiveIntegerField(null=True)),
                ("nth", models.IntegerField(default=-1)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("resolved", models.DateTimeField(null=True)),
                ("resolver", models.CharField(max_length=150, blank=True)),
                (
                    "page",
                    models.ForeignKey(
                        "courant_wiki.wikipage", django.db.models.deletion.CASCADE, related_name="threads"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "Comment",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author", models.CharField(max_length=150)),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("edited", models.DateTimeField(null=True)),
                ("removed", models.DateTimeField(null=True)),
                ("remover", models.CharField(max_length=150, blank=True)),
                (
                    "thread",
                    models.ForeignKey("courant_wiki.thread", django.db.models.deletion.CASCADE, related_name="comments"),
                ),
            ],
        ),
    ]
