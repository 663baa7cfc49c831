"""Ids for the feed that never change, and ids in posts and comments that are apart from those of their page."""

import courant_blog.models
from courant_kit.content import markdown
from courant_kit.process.environment import load
from django.db import migrations, models


def name_entries(apps, schema_editor):
    """What is public stays known to feed readers by the address that was its id until now."""
    posts = apps.get_model("courant_blog", "Post")
    site = load("blog").site_url
    for post in posts.objects.only("path").iterator(chunk_size=200):
        post.entry_id = f"{site}/blog/{post.path}/" if post.path else courant_blog.models.new_entry_id()
        post.save(update_fields=["entry_id"])


def render_again(apps, schema_editor):
    """Render what was written: the HTML is stored, and its ids could meet those of the page."""
    from courant_blog.addresses.page_ids import PAGE_IDS

    for post in apps.get_model("courant_blog", "Post").objects.only("text", "summary").iterator(chunk_size=50):
        found = markdown.read(post.text, reserved=PAGE_IDS)
        post.html, post.excerpt = found.html, post.summary or found.beginning()
        post.image = found.image if len(found.image) <= 1000 else ""
        post.save(update_fields=["html", "excerpt", "image"])
    comments = apps.get_model("courant_blog", "Comment").objects
    for comment in comments.only("text").iterator(chunk_size=200):
        comment.html = markdown.remark(comment.text, f"comment-{comment.pk}-")
        comment.save(update_fields=["html"])


class Migration(migrations.Migration):

    dependencies = [("courant_blog", "0003_tags")]

    operations = [
        migrations.AddField(
            "post", "entry_id", models.CharField(max_length=300, default=courant_blog.models.new_entry_id)
        ),
        migrations.AddField("post", "image", models.CharField(max_length=1000, blank=True, default="")),
        migrations.RunPython(name_entries, migrations.RunPython.noop),
        migrations.RunPython(render_again, migrations.RunPython.noop),
    ]
