"""Comments get answers, states, guests, rules and notices; what was written before stays as it was, and public."""

import courant_blog.models
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce


def begin(apps, schema_editor):
    """Create the row of the rules; nobody is notified of the comments that are there."""
    newest = apps.get_model("courant_blog", "Comment").objects.aggregate(number=models.Max("pk"))["number"]
    apps.get_model("courant_blog", "Ruling").objects.create(pk=1, told=newest or 0)


def _key():
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):

    dependencies = [("courant_blog", "0009_publishing")]

    operations = [
        migrations.AddField("comment", "state", models.CharField(
            max_length=8, db_default="public",
            choices=[("public", "Public"), ("held", "Waiting"), ("spam", "Spam"), ("rejected", "Rejected")],
        )),
        migrations.AddField("comment", "why", models.CharField(max_length=200, blank=True, db_default="")),
        migrations.AddField("comment", "guest", models.CharField(max_length=60, blank=True, db_default="")),
        migrations.AddField("comment", "answers", models.BigIntegerField(null=True)),
        migrations.AddField("comment", "thread", models.BigIntegerField(null=True)),
        migrations.AddField("comment", "depth", models.PositiveSmallIntegerField(db_default=0)),
        migrations.RemoveIndex("comment", "blog_comments"),
        migrations.AddIndex(
            "comment", models.Index(F("post"), Coalesce("thread", "id"), F("id"), name="blog_threads")
        ),
        migrations.AddIndex("comment", models.Index(fields=["author", "id"], name="blog_comment_author")),
        migrations.AddIndex("comment", models.Index(
            fields=["state", "id"], condition=~Q(state="public"), name="blog_comment_state"
        )),
        migrations.CreateModel("Guest", [
            ("comment", models.OneToOneField(
                "courant_blog.comment", django.db.models.deletion.CASCADE, primary_key=True, serialize=False,
                related_name="guest_of",
            )),
            ("mail", models.CharField(max_length=254, db_index=True)),
            ("address", models.CharField(max_length=80, blank=True, db_index=True)),
        ]),
        migrations.CreateModel("Ban", [
            _key(),
            ("person", models.CharField(max_length=150, blank=True, db_index=True)),
            ("mail", models.CharField(max_length=254, blank=True, db_index=True)),
            ("address", models.CharField(max_length=80, blank=True, db_index=True)),
            ("name", models.CharField(max_length=150)),
            ("by", models.CharField(max_length=150)),
            ("created", models.DateTimeField(auto_now_add=True)),
        ]),
        migrations.CreateModel("Ruling", [
            _key(),
            ("hold_first", models.BooleanField(default=False)),
            ("hold_guests", models.BooleanField(default=True)),
            ("most_links", models.PositiveSmallIntegerField(null=True)),
            ("words", models.TextField(blank=True, default="")),
            ("closes_after", models.PositiveIntegerField(default=0)),
            ("per_person", models.PositiveIntegerField(default=0)),
            ("per_address", models.PositiveIntegerField(default=5)),
            ("secret", models.CharField(default=courant_blog.models.new_secret, max_length=64)),
            ("told", models.BigIntegerField(default=0)),
        ]),
        migrations.CreateModel("Notice", [
            _key(),
            ("person", models.CharField(max_length=150)),
            ("comment", models.ForeignKey("courant_blog.comment", django.db.models.deletion.CASCADE)),
            ("created", models.DateTimeField(auto_now_add=True)),
            ("seen", models.DateTimeField(null=True)),
        ]),
        migrations.AddConstraint(
            "notice", models.UniqueConstraint(fields=["person", "comment"], name="blog_notice")
        ),
        migrations.CreateModel("Mute", [
            _key(),
            ("person", models.CharField(max_length=150)),
            ("thread", models.BigIntegerField()),
        ]),
        migrations.AddConstraint("mute", models.UniqueConstraint(fields=["thread", "person"], name="blog_mute")),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
