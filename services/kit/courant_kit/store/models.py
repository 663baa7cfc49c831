"""The tables of the outbox: fragment versions, the numbered event log, its counter; answered calls; uploads."""

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


class FollowerMark(models.Model):
    """How far a follower is in the event log: whose it is, its name, and the number of the last event it finished."""

    owner = models.CharField(max_length=160)
    name = models.CharField(max_length=60, blank=True, default="")
    number = models.BigIntegerField()
    moved = models.DateTimeField(auto_now=True)

    class Meta:
        """A follower has one mark."""

        constraints = (models.UniqueConstraint(fields=["owner", "name"], name="courant_follower"),)


class AnsweredCall(models.Model):
    """A call that changed something: a hash of its caller and key, a hash of its fields, and its answer as JSON."""

    key = models.CharField(max_length=64, primary_key=True)
    request = models.CharField(max_length=64)
    answer = models.TextField()
    created = models.DateTimeField(db_index=True)


class Media(models.Model):
    """An uploaded file. Its name begins with a hash of its content (SHA-256), which is in the storage of uploads.

    `title` is the name that it had on its owner's device, `alt` describes a picture to those who do not see it, and
    `moving` pictures (and damaged ones) have no narrower renderings. One with `removed` is in the bin. One that is not
    `kept` was uploaded by somebody who does not keep the library; `left` is when a text had it last.
    """

    name = models.CharField(max_length=80, primary_key=True)
    content_type = models.CharField(max_length=80)
    size = models.BigIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True, default="")
    alt = models.CharField(max_length=500, blank=True, default="")
    folder = models.CharField(max_length=100, blank=True, default="")
    owner = models.CharField(max_length=150, blank=True, default="")
    moving = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    removed = models.DateTimeField(null=True)
    kept = models.BooleanField(default=True, db_default=True)
    left = models.DateTimeField(null=True)

    class Meta:
        """The library lists folders, the newest first."""

        indexes = (models.Index(fields=["folder", "-created"], name="courant_library"),)


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


class EarlierText(models.Model):
    """The document of a shared text before it was begun anew, compressed: what is typed late in it is merged."""

    name = models.CharField(max_length=40)
    epoch = models.BigIntegerField()
    document = models.BinaryField()
    ended = models.DateTimeField()

    class Meta:
        """Each epoch of a text has ended once."""

        constraints = (models.UniqueConstraint(fields=["name", "epoch"], name="courant_text_epoch"),)


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


class MediaUse(models.Model):
    """A place where an uploaded file stands, such as `post-12`; with `past`, only in an older text of the place."""

    name = models.CharField(max_length=80, db_index=True)
    place = models.CharField(max_length=60)
    past = models.BooleanField(default=False)

    class Meta:
        """A file stands in a place once."""

        constraints = (models.UniqueConstraint(fields=["place", "name"], name="courant_media_use"),)


class Upload(models.Model):
    """A file that is being uploaded: the bytes announced and received, and the name of the file once it is stored."""

    id = models.CharField(max_length=32, primary_key=True)
    owner = models.CharField(max_length=150)
    title = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    name = models.CharField(max_length=80, blank=True, default="")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """How many somebody has begun lately, and which are old."""

        indexes = (
            models.Index(fields=["owner", "created"], name="courant_uploads_of"),
            models.Index(fields=["created"], name="courant_uploads_old"),
        )
