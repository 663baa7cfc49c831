"""The tables of the mail: readers by address, what they wish, issues, and the outbox of letters."""

from secrets import token_urlsafe

from courant_kit.words import marked
from django.db import models
from django.db.models import Q


def new_secret() -> str:
    """A secret for the tokens of links."""
    return token_urlsafe(32)


class Desk(models.Model):
    """The state of the service, in one row: the secret of its links, and how far it has followed the blog.

    `week` names the last week of which the weekly letter was made (`2026-W48`), `trouble` says why nothing can be sent
    at the moment, and `again` when the mail server is tried again.
    """

    secret = models.CharField(max_length=64, default=new_secret)
    position = models.CharField(max_length=200, blank=True, default="")
    week = models.CharField(max_length=10, blank=True, default="")
    trouble = models.TextField(blank=True, default="")
    again = models.DateTimeField(null=True)


class Reader(models.Model):
    """An address of e-mail. It is `confirmed` once its holder has opened a link that was sent to it.

    `pace` is that of the newsletter ("": none). `quiet` readers get no notices of comments. `turn` is part of the
    links that confirm: it rises with each farewell, so that none of them can be used again. `hard` and `soft` count
    letters that came back since one arrived, `bounced` is when the last one did; `ended` is when that ended what the
    reader gets.
    """

    class Pace(models.TextChoices):
        """How often the newsletter comes."""

        NONE = "", "Not at all"
        AT_ONCE = "at_once", "Each new post at once"
        WEEKLY = "weekly", "Once a week"

    mail = models.CharField(max_length=254, unique=True)
    pace = models.CharField(max_length=8, choices=Pace.choices, blank=True, default="")
    quiet = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)
    confirmed = models.DateTimeField(null=True)
    asked = models.DateTimeField(null=True)
    turn = models.PositiveIntegerField(default=0)
    hard = models.PositiveIntegerField(default=0)
    soft = models.PositiveIntegerField(default=0)
    bounced = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """Subscribers of a pace."""

        indexes = (models.Index(fields=["pace", "id"], name="mail_pace"),)


class Wish(models.Model):
    """Of which comments a person is told: on posts of theirs, and in threads in which they wrote."""

    person = models.CharField(max_length=150, unique=True)
    posts = models.BooleanField(default=True)
    answers = models.BooleanField(default=False)


class Following(models.Model):
    """A thread of comments that a reader without an account follows, or (`quiet`) wants to hear no more of."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE)
    thread = models.BigIntegerField()
    quiet = models.BooleanField(default=False)

    class Meta:
        """A thread is followed once."""

        constraints = (models.UniqueConstraint(fields=["thread", "reader"], name="mail_following"),)


class Ask(models.Model):
    """That somebody in a network (web's hash of it) asked for a letter; deleted after a day."""

    network = models.CharField(max_length=80, db_index=True)
    created = models.DateTimeField(auto_now_add=True)


class Issue(models.Model):
    """Something that is sent to many readers, or to one: a post, a week, a comment, a link that confirms.

    `key` is what it is about, and there is one issue of it, whatever happens. `about` has the numbers of the posts or
    of the comment; `link` is the path to confirm, and `thread` that of a comment. `tally` says how many letters are
    in which state, once none waits.
    """

    class Kind(models.TextChoices):
        """What it is."""

        CONFIRM = "confirm", "Confirmation"
        COMMENT = "comment", "Comment"
        POST = "post", "Post"
        WEEK = "week", "Week"
        TEST = "test", "Test"

    class State(models.TextChoices):
        """How far it is: heard of, with letters that wait, with none left, or not to be sent."""

        HEARD = "heard", marked("Being prepared")
        READY = "ready", marked("Being sent")
        DONE = "done", marked("Sent")
        CANCELLED = "cancelled", marked("Not sent")

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.HEARD)
    stopped = models.BooleanField(default=False)
    subject = models.CharField(max_length=300, blank=True, default="")
    about = models.JSONField(default=list)
    link = models.CharField(max_length=400, blank=True, default="")
    thread = models.BigIntegerField(null=True)
    why = models.CharField(max_length=300, blank=True, default="")
    tally = models.JSONField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Those with work; those of a kind, by time."""

        indexes = (
            models.Index(fields=["state", "kind", "id"], name="mail_open"),
            models.Index(fields=["kind", "id"], name="mail_kind"),
        )

    @property
    def is_newsletter(self) -> bool:
        """Whether editors see it in their list: what goes to one person is not their concern."""
        return self.kind in {Issue.Kind.POST, Issue.Kind.WEEK}


class Letter(models.Model):
    """A letter of an issue to an address: the outbox.

    It is CLAIMED while it is being sent, and only then has the time of that. If the process dies meanwhile it waits
    again, with the same `message_id`, from which mail servers recognise a letter that comes twice.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "Waits"
        CLAIMED = "claimed", "On its way"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        DROPPED = "dropped", "Not sent"

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE)
    mail = models.CharField(max_length=254)
    message_id = models.CharField(max_length=150, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField()
    claimed = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)
    code = models.CharField(max_length=20, blank=True, default="")
    why = models.TextField(blank=True, default="")

    class Meta:
        """One letter of an issue goes to an address; those that wait, those of an address, those on their way."""

        constraints = (models.UniqueConstraint(fields=["issue", "mail"], name="mail_once"),)
        indexes = (
            models.Index(fields=["issue", "state", "due"], name="mail_waiting"),
            models.Index(fields=["mail"], name="mail_of_address"),
            models.Index(fields=["claimed"], condition=Q(claimed__isnull=False), name="mail_claimed"),
        )
