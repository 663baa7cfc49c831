"""The tables of the search: documents as their modules offer them, and the words that they have."""

from django.db import models


class Found(models.Model):
    """A document of a module, as people find it; the index has its words under the same number."""

    module = models.CharField(max_length=39)
    key = models.CharField(max_length=200)
    version = models.CharField(max_length=100)
    audience = models.CharField(max_length=200)
    address = models.CharField(max_length=2000)
    title = models.CharField(max_length=1000)
    space = models.CharField(max_length=200, blank=True)
    tags = models.JSONField(default=list)
    author = models.CharField(max_length=1000, blank=True)
    date = models.DateTimeField(null=True, db_index=True)
    language = models.CharField(max_length=40, blank=True)
    # The long column comes last: SQLite reads a row from its beginning.
    text = models.TextField(blank=True)

    class Meta:
        """A key identifies a document within its module."""

        constraints = (models.UniqueConstraint(fields=["module", "key"], name="search_document"),)


class Word(models.Model):
    """A word that a document has or had: what somebody who mistyped may have meant."""

    word = models.CharField(max_length=60, primary_key=True)
