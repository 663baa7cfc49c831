"""Where posts are found: old addresses, and the public lists."""

from django.db import models
from django.db.models import Q

from courant_blog.models.posts import Post


class Redirect(models.Model):
    """An old path of the site (no slash at either end) that redirects to a post."""

    path = models.CharField(max_length=300, unique=True)
    post = models.ForeignKey(Post, on_delete=models.CASCADE)


class Entry(models.Model):
    """The entry of a public post in a list, whose name is `index`, `tag-<id>`, `author-<id>`, `section-<slug>`.

    Only public posts have entries, so reading a list can never reveal a draft. The unique index covers everything that
    finding a page needs.
    """

    list = models.CharField(max_length=80)
    published_at = models.DateTimeField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE)

    class Meta:
        """A post appears in a list only once."""

        constraints = (models.UniqueConstraint(fields=["list", "published_at", "post"], name="blog_entry"),)


class Tally(models.Model):
    """The number of entries of a list in a month (`2026-11`), or in total (an empty `period`).

    Adding up months locates any page without walking over all entries before it.
    """

    list = models.CharField(max_length=80)
    period = models.CharField(max_length=7)
    posts = models.PositiveIntegerField(default=0)

    class Meta:
        """One tally for each list and period; the totals of all lists are found without walking over their months."""

        constraints = (models.UniqueConstraint(fields=["list", "period"], name="blog_tally"),)
        indexes = (models.Index(fields=["list", "posts"], condition=Q(period=""), name="blog_totals"),)
