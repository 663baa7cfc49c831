"""Who deleted a post, when a comment was edited, and comments without headings and pictures from elsewhere."""

from django.db import migrations, models
from django.db.models import Q


def render_again(apps, schema_editor):
    """Render the comments: their HTML is stored, and a picture in it would report its readers to another server."""
    from courant_blog.discussion.comments import rendered

    comments = apps.get_model("courant_blog", "Comment").objects
    for comment in comments.only("text").iterator(chunk_size=200):
        comment.html = rendered(comment.pk, comment.text)
        comment.save(update_fields=["html"])


class Migration(migrations.Migration):

    dependencies = [("courant_blog", "0004_entry_id")]

    operations = [
        migrations.AddField("post", "deleted_by", models.CharField(max_length=150, blank=True, default="")),
        migrations.AddField("comment", "edited", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "post",
            models.Index(fields=["deleted_at", "id"], condition=Q(deleted_at__isnull=False), name="blog_bin"),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(fields=["removed", "id"], condition=Q(removed__isnull=False), name="blog_removed"),
        ),
        migrations.RunPython(render_again, migrations.RunPython.noop),
    ]
