"""The tables of the outbox: fragment versions, the numbered event log, its counter; answered calls; and media."""

from django.db import models


class Counter(models.Model):
    """The last number in the event log; the lock on its row makes the order of numbers the order of commits."""

    name = models.CharField(max_length=40, primary_key=True)
    value = models.BigIntegerField(default=0)


class FragmentVersion(models.Model):
    """The version of one live fragment, increased in the transaction that changes its data."""

    id = models.CharField(max_length=200, primary_key=True)
    version = models.BigIntegerField(default=0)


class Event(models.Model):
    """One entry of the event log: a domain event with its payload, or a fragment that has a new version."""

    number = models.BigIntegerField(primary_key=True)
    topic = models.CharField(max_length=255, blank=True)
    payload = models.JSONField(default=dict)
    fragment = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    published = models.BooleanField(default=False)

    class Meta:
        """The relay looks for events that are not published; an index of only these stays small."""

        indexes = (models.Index(fields=["number"], name="courant_unpublished", condition=models.Q(published=False)),)


class AnsweredCall(models.Model):
    """A call that changed something: a hash of its caller and key, a hash of its fields, and its answer as JSON."""

    key = models.CharField(max_length=64, primary_key=True)
    request = models.CharField(max_length=64)
    answer = models.TextField()
    created = models.DateTimeField(db_index=True)


class Media(models.Model):
    """An uploaded file. Its name is a hash of its content (SHA-256), so it can be cached for ever."""

    name = models.CharField(max_length=80, primary_key=True)
    content_type = models.CharField(max_length=80)
    data = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)


class StoredText(models.Model):
    """A text that several people write: `base`, compressed, is its Yjs document up to the update `base_number`.

    The updates after it are in TextUpdate. `saved` is the number of the last update that is in the module's own text;
    of those in `base` that are not, `authors` are the authors and `began` is when the first was written. A new `epoch`
    begins when the document is begun anew from its text.
    """

    name = models.CharField(max_length=40, primary_key=True)
    epoch = models.BigIntegerField(default=1)
    base = models.BinaryField()
    base_number = models.BigIntegerField(default=1)
    saved = models.BigIntegerField(default=1)
    authors = models.JSONField(default=list)
    began = models.DateTimeField(null=True, default=None)


class TextUpdate(models.Model):
    """One update of a shared text, stored before anybody but its author sees it."""

    name = models.CharField(max_length=40)
    number = models.BigIntegerField()
    author = models.CharField(max_length=150, blank=True)
    data = models.BinaryField()
    created = models.DateTimeField()

    class Meta:
        """The numbers of a text have no gap, and no replica stores one twice."""

        constraints = (models.UniqueConstraint(fields=["name", "number"], name="courant_text_number"),)
