from courant_kit.media.names import found_in
from django.db import migrations
from django.db.models import F


def record(apps, schema_editor):
    """Record where uploads stand: in the newest revision of a page, or only in older ones."""
    uses = apps.get_model("courant", "MediaUse").objects
    revisions = apps.get_model("courant_wiki", "Revision").objects.filter(text__contains="/media/")
    newest = revisions.filter(number=F("page__number"))
    for found, past in ((newest, False), (revisions.exclude(number=F("page__number")), True)):
        for page, text in found.values_list("page_id", "text").iterator(chunk_size=200):
            for name in sorted(found_in(text)):
                uses.get_or_create(place=f"page-{page}", name=name, defaults={"past": past})


class Migration(migrations.Migration):

    dependencies = [("courant_wiki", "0004_happenings"), ("courant", "0004_media")]

    operations = [migrations.RunPython(record, migrations.RunPython.noop, elidable=False)]
