"""The names of each page's headings that have others than the id that Markdown makes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("courant_wiki", "0008_threads")]

    operations = [migrations.AddField("wikipage", "anchors", models.JSONField(default=dict))]
