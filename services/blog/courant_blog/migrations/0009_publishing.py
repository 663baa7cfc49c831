"""States, authors, series, covers, pins and previews; the posts of each author, year and month are lists."""

from collections import Counter
from typing import Any
from zlib import crc32

import django.db.models.deletion
from courant_kit.content.slugs import slug
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

BATCH = 500
STATES = [(one, one.capitalize()) for one in ("draft", "review", "scheduled", "published", "unlisted", "archived")]


def list_posts(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give every post its authors, and every public post its entries in the new lists."""
    posts = apps.get_model("courant_blog", "Post").objects
    authors: dict[str, Any] = {}
    tallies: Counter[tuple[str, str]] = Counter()
    rows = posts.order_by("pk").values_list("pk", "author", "status", "deleted_at", "published_at", "day")
    for some in _pieces(rows.iterator(BATCH)):
        _list(apps, some, authors, tallies)
    tally = apps.get_model("courant_blog", "Tally")
    tally.objects.bulk_create(
        [tally(list=name, period=period, posts=count) for (name, period), count in tallies.items()], batch_size=BATCH
    )


def unlist_posts(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the new lists."""
    for name in ("Entry", "Tally"):
        for kind in ("author-", "archive-"):
            apps.get_model("courant_blog", name).objects.filter(list__startswith=kind).delete()


def _pieces(rows: Any) -> Any:
    piece = []
    for row in rows:
        piece.append(row)
        if len(piece) == BATCH:
            yield piece
            piece = []
    yield piece


def _list(apps: Apps, rows: list[Any], authors: dict[str, Any], tallies: Counter[tuple[str, str]]) -> None:
    entry, through = (apps.get_model("courant_blog", name) for name in ("Entry", "Post_authors"))
    entries, written = [], []
    for number, names, status, deleted, moment, day in rows:
        by = {_author(apps, authors, name).pk for name in names.split(", ") if name.strip()}
        written += [through(post_id=number, author_id=one) for one in sorted(by)]
        if status != "published" or deleted or not moment:
            continue
        found = day or moment.date()
        for name in (*(f"author-{one}" for one in sorted(by)), f"archive-{found:%Y}", f"archive-{found:%Y-%m}"):
            entries.append(entry(list=name, post_id=number, published_at=moment))
            tallies.update([(name, ""), (name, f"{moment:%Y-%m}")])
    through.objects.bulk_create(written)
    entry.objects.bulk_create(entries, batch_size=BATCH)


def _author(apps: Apps, authors: dict[str, Any], name: str) -> Any:
    name = " ".join(name.split())[:200]
    words = slug(name, latin=True)[:50].strip("-_") or f"author-{crc32(name.encode()):x}"
    if words not in authors:
        authors[words] = apps.get_model("courant_blog", "Author").objects.create(name=name, slug=words)
    return authors[words]


class Migration(migrations.Migration):
    """Adds columns with defaults, and tables."""

    dependencies = [("courant_blog", "0008_media_uses")]

    operations = [
        migrations.CreateModel(
            name="Author",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("slug", models.CharField(max_length=60, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("key", models.CharField(db_index=True, max_length=200)),
                ("slug", models.CharField(max_length=60, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Preview",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False,
                        to="courant_blog.post",
                    ),
                ),
                ("token", models.CharField(max_length=60, unique=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.AlterField("post", "status", models.CharField(choices=STATES, default="draft", max_length=10)),
        migrations.AddField("post", "authors", models.ManyToManyField(to="courant_blog.author")),
        migrations.AddField(
            "post", "series",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to="courant_blog.series"
            ),
        ),
        migrations.AddField("post", "part", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("post", "cover", models.CharField(blank=True, default="", max_length=300)),
        migrations.AddField("post", "cover_alt", models.CharField(blank=True, default="", max_length=300)),
        migrations.AddField("post", "pinned_at", models.DateTimeField(null=True)),
        migrations.AddField("post", "planned", models.CharField(blank=True, default="", max_length=16)),
        migrations.AddIndex("post", models.Index(fields=["deleted_at", "updated"], name="blog_writing")),
        migrations.AddIndex(
            "post", models.Index(condition=Q(status="scheduled"), fields=["published_at"], name="blog_scheduled")
        ),
        migrations.AddIndex(
            "post", models.Index(condition=Q(pinned_at__isnull=False), fields=["pinned_at"], name="blog_pinned")
        ),
        migrations.AddIndex(
            "post", models.Index(condition=Q(series__isnull=False), fields=["series", "part"], name="blog_series")
        ),
        migrations.RunPython(list_posts, unlist_posts),
    ]
