"""Comments of people who have no account, if the site lets them comment.

Their address of e-mail is for editors only. Of their network the service knows web's hash, which is another one each
day; it is deleted after the day. A guest's comment is their own for the browser in which it was written: web says which
device calls, as a hash that is deleted after a month, when the browser forgets it too.
"""

import os
from datetime import timedelta

from courant_kit.calls import commenting
from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Forbidden, Gone, Invalid
from courant_kit.content import markdown
from courant_kit.live.outbox import take_turn
from courant_kit.process.environment import SettingError
from courant_kit.words import gettext as _
from courant_kit.words import in_the_sites_language
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from courant_blog.addresses.paths import address
from courant_blog.comment_payloads import AmendComment, GuestComment
from courant_blog.discussion import admission, announcing, ruling, signing, statements
from courant_blog.discussion.comments import Added, removed, rendered, reworded, worded
from courant_blog.models import Ban, Comment, Guest
from courant_blog.payloads import CommentEvent
from courant_blog.reading import finding

KEPT = timedelta(days=1)
"""How long the hash of a guest's network is kept."""

KNOWN = timedelta(days=30)
"""How long the hash of a guest's device is kept: as long as web lets the browser keep its cookie."""

_OWN = 20
"""How many of a device's comments a page names."""

_WORDS = {"": False, "0": False, "no": False, "1": True, "yes": True}


def welcome(environment: dict[str, str] | None = None) -> bool:
    """Whether guests may comment: COURANT_BLOG_GUESTS; raises SettingError for another word than 0 or 1."""
    value = (dict(os.environ) if environment is None else environment).get("COURANT_BLOG_GUESTS", "")
    if value not in _WORDS:
        raise SettingError(f"COURANT_BLOG_GUESTS is {value!r}; it should be 1 if guests may comment, or 0")
    return _WORDS[value]


WELCOME = welcome()
MAILED = bool(os.environ.get("COURANT_MAIL_URL") or os.environ.get("COURANT_MAIL_FROM"))
"""Whether the site sends mail, so that guests can be told of answers; in a container the blog knows the sender only."""


def check_welcome() -> None:
    """Raise Forbidden if guests cannot comment here."""
    if not WELCOME:
        raise Forbidden(_("Guests cannot comment here. Please sign in."))


def add(caller: Caller, request: GuestComment) -> Added:
    """Add a guest's comment to a public post.

    Raises Forbidden (guests, or this one, cannot comment), Invalid, NotFound, Gone and RateLimited.
    """
    check_welcome()
    name, mail, text = _name(request.name), _mail(request.mail), worded(request.text)
    take_turn()
    ground = statements.ground(request.post, "", request.answers)
    post = admission.post_of(ground)
    path = address(post.path or "")
    _check_person(request)
    network = caller.source
    admission.check(ground._replace(banned=_is_banned(mail, network)), editor=False)
    place = admission.place(ground, request.post, request.answers)
    admission.check_rate(Comment.objects.filter(guest__gt="", pk__in=_from(network)), ground.rules.per_address)
    html = markdown.remark(text)
    why = ground.rules.reason(f"{name}\n{text}", html, guest=True, known=ground.known)
    number = statements.add_comment(request.post, "", text, html, guest=name, why=why, **place._asdict())
    Comment.objects.filter(pk=number).update(html=rendered(number, text))
    Guest.objects.create(comment_id=number, mail=mail, address=network, device=caller.device)
    if why:
        announcing.moderated("", Comment.State.HELD)
    else:
        announcing.added(CommentEvent(
            id=number, post=request.post, path=path, author="", guest=name, text=text, answers=place.answered
        ), listed=post.is_listed)  # fmt: skip
    return Added(number, why)


def own(caller: Caller, number: int) -> Comment:
    """The guest's comment with this number, for the browser that wrote it; raises Forbidden, NotFound, Gone."""
    comment = Comment.objects.filter(pk=number, guest__gt="").select_related("post", "guest_of").first()
    guest = getattr(comment, "guest_of", None)
    if comment is None or not caller.device or guest is None or guest.device != caller.device:
        raise Forbidden(
            _("Only the browser in which a guest has written a comment can change it, for a month, by its cookie.")
        )
    finding.public(comment.post, field="id")
    return comment


def written(caller: Caller, post: int) -> list[Comment]:
    """The comments on a post that were written in the caller's browser and are not removed, the newest first."""
    if not caller.device:
        return []
    found = Comment.objects.filter(post=post, guest_of__device=caller.device, removed=None)
    return list(found.order_by("-pk")[:_OWN])


def amend(caller: Caller, request: AmendComment) -> Comment:
    """Change a guest's comment, as `comments.edit` does a member's; raises Invalid, Forbidden, NotFound, Gone."""
    text = worded(request.text)
    take_turn()
    comment = own(caller, request.id)
    if comment.removed is not None:
        raise Gone(_("This comment has been removed."), field="id")
    commenting.check_young(comment.age)
    if comment.text == text:
        return comment
    return reworded(caller, comment, text, _why(caller, comment, text))


def withdraw(caller: Caller, number: int) -> Comment:
    """Remove a guest's comment for the browser in which it was written; raises Forbidden, NotFound, Gone."""
    take_turn()
    comment = own(caller, number)
    with in_the_sites_language():
        return removed(comment, _("its author"))


def forget_networks() -> int:
    """Delete the hashes of networks of the days before, and of old devices; how many guests had one of a network."""
    old = timezone.now() - KEPT
    Guest.objects.filter(comment__created__lt=timezone.now() - KNOWN).exclude(device="").update(device="")
    Ban.objects.filter(created__lt=old, mail="", person="").exclude(address="").delete()
    Ban.objects.filter(created__lt=old).exclude(address="").update(address="")
    return Guest.objects.filter(comment__created__lt=old).exclude(address="").update(address="")


def stamp(post: int) -> str:
    """The stamp of a form that is opened now."""
    return signing.stamp(ruling.secret(), post, timezone.now())


def _why(caller: Caller, comment: Comment, text: str) -> str:
    """Why the rules hold a guest's comment with this text; raises Forbidden if they are banned."""
    ground = statements.ground(comment.post_id, "", None)
    admission.check(
        ground._replace(published=None, banned=_is_banned(comment.guest_of.mail, caller.source)), editor=False
    )
    return ground.rules.reason(f"{comment.guest}\n{text}", markdown.remark(text), guest=True, known=True)


def _check_person(request: GuestComment) -> None:
    if request.website:
        raise Invalid(_("Website: please leave this field empty."), field="website")
    age = signing.age(request.stamp, ruling.secret(), request.post, timezone.now())
    if age is None or age > signing.LATEST:
        raise Invalid(_("This form is too old. Please open it again; your words are here."), field="stamp")
    if age < signing.SOONEST:
        raise Invalid(_("That was very fast. Please wait a few seconds, then send it again."), field="stamp")


def _is_banned(mail: str, network: str) -> bool:
    return Ban.objects.filter(mail=mail).exists() or Ban.objects.filter(address=network).exclude(address="").exists()


def _from(network: str) -> list[int]:
    """The newest comments from a network; the day's are enough to count."""
    found = Guest.objects.filter(address=network).order_by("-comment_id")
    return list(found.values_list("comment_id", flat=True)[:1000])


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or not name.isprintable():
        raise Invalid(_("Name: please enter your name."), field="name")
    return name


def _mail(text: str) -> str:
    mail = text.strip().lower()
    try:
        validate_email(mail)
    except ValidationError:
        raise Invalid(
            _("E-mail: please enter an address such as ada@example.org. We do not show it."), field="mail"
        ) from None
    return mail
