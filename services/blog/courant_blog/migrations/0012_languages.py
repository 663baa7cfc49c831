"""Posts get a language, and what those have in common that are translations of each other.

Comments get the moment that they have where they came from, if that was still to come. The totals of lists get an
index of their own.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds three columns that the version before need not know, and two indexes."""

    dependencies = [("courant_blog", "0011_entry_ids_found")]
    operations = [
        migrations.AddField("post", "language", models.CharField(max_length=35, blank=True, db_default="")),
        migrations.AddField("post", "translation", models.CharField(max_length=300, blank=True, db_default="")),
        migrations.AddField("comment", "stated", models.DateTimeField(null=True)),
        migrations.AddIndex("post", models.Index(fields=["translation"], name="blog_translations")),
        migrations.AddIndex("tally", models.Index(
            fields=["list", "posts"], condition=Q(period=""), name="blog_totals"
        )),
    ]
