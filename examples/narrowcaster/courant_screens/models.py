"""The tables: screens and the devices that ask to be one, playlists with what is on them, and messages."""

from django.db import models


class Screen(models.Model):
    """A named screen, the device that it is, what the desk wants of it, and what the device last reported.

    `device` is a hash (SHA-256) of the device's secret, empty until one is paired. `heard` is when it last reported,
    `on` whether it does so regularly, `since` when that began. It shows `title`, with the key `playing`, since `shown`.
    If the desk leads it, it is `paused`, or shows the address `now`; `step` counts how often it was sent on.
    """

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    device = models.CharField(max_length=64, blank=True, db_index=True)
    paired = models.DateTimeField(null=True)
    by = models.CharField(max_length=150, blank=True)
    heard = models.DateTimeField(null=True)
    on = models.BooleanField(default=False)
    since = models.DateTimeField(null=True)
    playing = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    shown = models.DateTimeField(null=True)
    paused = models.BooleanField(default=False)
    now = models.CharField(max_length=300, blank=True)
    step = models.IntegerField(default=0)


class Asking(models.Model):
    """A device that asks to be a screen, and the code that it shows until somebody at the desk types it."""

    screen = models.ForeignKey(Screen, models.CASCADE)
    device = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=8, unique=True)
    heard = models.DateTimeField()
    source = models.CharField(max_length=200, default="")


class Playlist(models.Model):
    """What plays, and when (see `timetable.Times`); the first in order whose time it is. Without screens, on all."""

    name = models.CharField(max_length=80)
    place = models.IntegerField(default=0)
    begins = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    weekdays = models.CharField(max_length=7, default="0123456")
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    screens = models.ManyToManyField(Screen)
    removed = models.BooleanField(default=False)

    class Meta:
        """In the order in which the desk put them."""

        ordering = ("place", "pk")


class Entry(models.Model):
    """A page, the newest entries of a feed, or a picture on a playlist: an address on the site, for some seconds."""

    playlist = models.ForeignKey(Playlist, models.CASCADE)
    place = models.IntegerField(default=0)
    kind = models.CharField(max_length=10)
    path = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    seconds = models.IntegerField(default=20)
    count = models.IntegerField(default=3)

    class Meta:
        """In the order in which they play."""

        ordering = ("place", "pk")


class Message(models.Model):
    """An urgent message on some screens, or on all, until a moment or until it is withdrawn."""

    text = models.CharField(max_length=300)
    sent = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=150)
    withdrawn = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)
    screens = models.ManyToManyField(Screen)
