"""The comments on posts, their guests, the rules for them, and who is told of them."""

from datetime import timedelta
from secrets import token_hex

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from courant_blog.models.posts import Post


def new_secret() -> str:
    """A secret of 32 bytes, in hexadecimal digits."""
    return token_hex(32)


class Comment(models.Model):
    """A comment; `edited` is when its author last changed it, `removed` when it was removed, and `remover` by whom.

    `author` is the user name of a member, and empty if a guest wrote it, whose name is `guest`. `answers` is the
    comment that it answers, `thread` the one that began the thread, and `depth` how many levels it is below that; they
    are empty for a comment on the post itself. Readers see comments of the state `public` only; `why` says why it was
    held. `stated` is the moment that an imported one has where it came from, if that was still to come; `created` is
    then the moment of the import.
    """

    class State(models.TextChoices):
        """What was decided about it."""

        PUBLIC = "public", "Public"
        HELD = "held", "Waiting"
        SPAM = "spam", "Spam"
        REJECTED = "rejected", "Rejected"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, db_index=False)
    author = models.CharField(max_length=150)
    text = models.TextField()
    html = models.TextField()
    created = models.DateTimeField(auto_now_add=True)
    edited = models.DateTimeField(null=True)
    removed = models.DateTimeField(null=True)
    remover = models.CharField(max_length=150, blank=True)
    # Defaults of the database: a replica of the version before, which is still running, writes none of these.
    state = models.CharField(max_length=8, choices=State.choices, db_default=State.PUBLIC)
    why = models.CharField(max_length=200, blank=True, db_default="")
    guest = models.CharField(max_length=60, blank=True, db_default="")
    answers = models.BigIntegerField(null=True)
    thread = models.BigIntegerField(null=True)
    depth = models.PositiveSmallIntegerField(db_default=0)
    stated = models.DateTimeField(null=True)

    class Meta:
        """The comments of a post by thread; the bin, by time of removal; those of a person; those held; the newest."""

        indexes = (
            models.Index("post", Coalesce("thread", "id"), "id", name="blog_threads"),
            models.Index(fields=["removed", "id"], condition=Q(removed__isnull=False), name="blog_removed"),
            models.Index(fields=["author", "id"], name="blog_comment_author"),
            models.Index(fields=["state", "id"], condition=~Q(state="public"), name="blog_comment_state"),
            models.Index(fields=["state", "removed", "id"], name="blog_newest_comments"),
        )

    @property
    def age(self) -> timedelta:
        """How long ago it was written."""
        return timezone.now() - self.created

    @property
    def byline(self) -> str:
        """Who wrote it, in words."""
        return self.author or f"{self.guest} (guest)"

    @property
    def root(self) -> int:
        """The number of the comment that began its thread."""
        return self.thread or self.pk

    @property
    def is_public(self) -> bool:
        """Whether readers of its post see it."""
        return self.state == Comment.State.PUBLIC and self.removed is None


class Guest(models.Model):
    """What only editors see of the guest who wrote a comment: an address of e-mail, and web's hash of a network.

    The hash is one of a day, and deleted after it. `device` is web's hash of what is in the guest's browser, for which
    the comment is their own; it is deleted after a month.
    """

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, primary_key=True, related_name="guest_of")
    mail = models.CharField(max_length=254, db_index=True)
    address = models.CharField(max_length=80, blank=True, db_index=True)
    device = models.CharField(max_length=80, blank=True, db_default="")


class Ban(models.Model):
    """Somebody who may not comment: a member (`person`), a guest's `mail`, or the `address` of a guest, for a day."""

    person = models.CharField(max_length=150, blank=True, db_index=True)
    mail = models.CharField(max_length=254, blank=True, db_index=True)
    address = models.CharField(max_length=80, blank=True, db_index=True)
    name = models.CharField(max_length=150)
    by = models.CharField(max_length=150)
    created = models.DateTimeField(auto_now_add=True)


class Ruling(models.Model):
    """The rules for comments, in one row, whose fields are those of `discussion.rules.Rules`.

    `secret` signs the forms of guests. `told` is the last comment of which its readers were notified.
    """

    hold_first = models.BooleanField(default=False)
    hold_guests = models.BooleanField(default=True)
    most_links = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(blank=True, default="")
    closes_after = models.PositiveIntegerField(default=0)
    per_person = models.PositiveIntegerField(default=0)
    per_address = models.PositiveIntegerField(default=5)
    secret = models.CharField(max_length=64, default=new_secret)
    told = models.BigIntegerField(default=0)


class Notice(models.Model):
    """Tells a person of a comment in a thread of theirs; `seen` is when they marked it as read."""

    person = models.CharField(max_length=150)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE)
    created = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField(null=True)

    class Meta:
        """A person is told of a comment once."""

        constraints = (models.UniqueConstraint(fields=["person", "comment"], name="blog_notice"),)


class Mute(models.Model):
    """A person who wants no notices of a thread, named by the comment that began it."""

    person = models.CharField(max_length=150)
    thread = models.BigIntegerField()

    class Meta:
        """A thread is muted once."""

        constraints = (models.UniqueConstraint(fields=["thread", "person"], name="blog_mute"),)
