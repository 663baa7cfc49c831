from courant_kit.content.prose.pictures import sized
from courant_kit.media.names import found_in
from django.db import migrations


def record(apps, schema_editor):
    """Record where uploads stand, and give the pictures in stored texts their narrower renderings."""
    uses = apps.get_model("courant", "MediaUse").objects
    for kind in ("Post", "Comment"):
        texts = apps.get_model("courant_blog", kind).objects.filter(text__contains="/media/")
        for one in texts.only("pk", "text", "html").iterator(chunk_size=200):
            for name in sorted(found_in(one.text)):
                uses.get_or_create(place=f"{kind.lower()}-{one.pk}", name=name)
            if (html := sized(one.html)) != one.html:
                texts.filter(pk=one.pk).update(html=html)


class Migration(migrations.Migration):

    dependencies = [("courant_blog", "0007_history"), ("courant", "0004_media")]

    operations = [migrations.RunPython(record, migrations.RunPython.noop, elidable=False)]
