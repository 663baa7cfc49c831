"""The procedures about guests, moderation, rules and notices: each handles one call."""

from typing import Any

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound
from courant_kit.wire.answers import Answer, Undo
from courant_kit.wire.contract import Procedure
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _
from courant_kit.words import marked, ngettext

from courant_blog import comment_entries as entries
from courant_blog import comment_payloads as own
from courant_blog import payloads
from courant_blog.discussion import guests, moderation, notices, ruling
from courant_blog.models import Guest
from courant_blog.module import module
from courant_blog.reading import finding

WAITS = marked(
    "Thank you. Your comment waits for the approval of an editor. Until then only you and the editors see it."
)

module.every(5.0)(notices.tell)
module.every(3600.0)(guests.forget_networks)


@module.handles(entries.ADD_AS_GUEST)
def add_as_guest(caller: Caller, request: own.GuestComment) -> payloads.CommentAdded:
    """Add a guest's comment and lead to its page; raises Forbidden, Invalid, NotFound, Gone, RateLimited."""
    number, why = guests.add(caller, request)
    notice = _(WAITS) if why else _("Your comment has been posted.")
    location = f"/blog/comment/{number}/own/" if caller.device else ""
    return payloads.CommentAdded(
        id=number, held=bool(why), notice=notice, location=location, own=f"comment-{number}" if caller.device else ""
    )


@module.handles(entries.AMEND_COMMENT)
def amend_comment(caller: Caller, request: own.AmendComment) -> Answer:
    """Change a guest's comment and lead to its page; raises Invalid, Forbidden, NotFound, Gone."""
    comment = guests.amend(caller, request)
    notice = _("Your comment has been changed.") if comment.is_public else _(WAITS)
    return Answer(location=f"/blog/comment/{comment.pk}/own/", notice=notice)


@module.handles(entries.WITHDRAW_COMMENT)
def withdraw_comment(caller: Caller, request: payloads.NamedComment) -> Answer:
    """Remove a guest's comment and lead to its post; raises Forbidden, NotFound, Gone."""
    comment = guests.withdraw(caller, request.id)
    return Answer(location=f"{comment.post.address}#comments", notice=_("Your comment has been removed."))


@module.handles(entries.MODERATE)
def moderate(caller: Caller, request: own.Moderate) -> Answer:
    """Decide about comments, with an undo; raises NotFound."""
    numbers = [request.ids] if isinstance(request.ids, int) else request.ids
    count, before = moderation.decide(numbers, request.to)
    if not count:
        return Answer(notice=_("Nothing has changed.") if numbers else _("Please choose comments first."))
    return _undoable(_counted(count, request.to), entries.REMODERATE, states=before)


@module.handles(entries.REMODERATE)
def remoderate(caller: Caller, request: own.Remoderate) -> Answer:
    """Undo decisions, with an undo of that; a ban that it lifts stays lifted. Raises NotFound."""
    count, before = moderation.back(request.states, request.ban)
    lifted = _("The ban has been lifted.") if request.ban else _("Undone.")
    return _undoable(lifted, entries.REMODERATE, states=before) if count else Answer(notice=lifted)


@module.handles(entries.BAN)
def ban(caller: Caller, request: payloads.NamedComment) -> Answer:
    """Ban the author of a comment, with an undo; raises NotFound."""
    number, name, before = moderation.ban(caller, request.id)
    return _undoable(
        _("{name} cannot comment any more. The comment is marked as spam.").format(name=name),
        entries.REMODERATE, states=before, ban=number,
    )  # fmt: skip


@module.handles(entries.LIFT_BAN)
def lift_ban(caller: Caller, request: own.NamedBan) -> Answer:
    """Lift a ban; raises NotFound."""
    found = moderation.lift(request.id)
    return Answer(location="/blog/moderation/rules/", notice=_("{name} can comment again.").format(name=found.name))


@module.handles(entries.SAVE_RULES)
def save_rules(caller: Caller, request: own.SaveRules) -> Answer:
    """Save the rules, with an undo."""
    before = ruling.save(request)
    undo = Undo(call=entries.SAVE_RULES.uri, fields=ruling.as_request(before))
    return Answer(location="/blog/moderation/rules/", notice=_("The rules have been saved."), undo=undo)


@module.handles(entries.MUTE_THREAD)
def mute_thread(caller: Caller, request: own.NamedThread) -> Answer:
    """End the caller's notices of a thread, with an undo."""
    notices.mute(caller.name, request.thread)
    return _undoable(_("You get no more notices of this thread."), entries.UNMUTE_THREAD, thread=request.thread)


@module.handles(entries.UNMUTE_THREAD)
def unmute_thread(caller: Caller, request: own.NamedThread) -> Answer:
    """Let the caller have notices of a thread again, with an undo."""
    notices.unmute(caller.name, request.thread)
    return _undoable(_("You get notices of this thread again."), entries.MUTE_THREAD, thread=request.thread)


@module.handles(entries.TOLD)
def told(caller: Caller, request: payloads.NamedComment) -> own.Told:
    """Who is told of a comment; raises NotFound and Gone, as for a visitor, if readers do not see it."""
    comment = finding.comment(request.id)
    post = finding.public(comment.post)
    if comment.removed:
        raise NotFound("There is no such comment.", field="id")
    guest = Guest.objects.filter(comment=comment).values_list("mail", flat=True).first()
    return own.Told(
        id=comment.pk, post=post.pk, path=post.address, title=post.title, thread=comment.root, byline=comment.byline,
        html=comment.html, created=comment.created, writer=post.author, people=notices.concerned(comment),
        mail=guest or "",
    )  # fmt: skip


@module.handles(entries.SEEN)
def seen(caller: Caller, request: Nothing) -> Answer:
    """Mark the caller's notices as read."""
    count = notices.read(caller.name)
    return Answer(notice=_("All notices are read.") if count else _("There was nothing new."))


def _counted(count: int, to: str) -> str:
    done = {
        "public": ngettext("The comment has been approved.", "{count} comments have been approved.", count),
        "held": ngettext(
            "The comment has been put back to wait.", "{count} comments have been put back to wait.", count
        ),
        "spam": ngettext("The comment has been marked as spam.", "{count} comments have been marked as spam.", count),
        "rejected": ngettext("The comment has been rejected.", "{count} comments have been rejected.", count),
    }
    return done[to].format(count=count)


def _undoable(notice: str, back: Procedure, **fields: Any) -> Answer:
    return Answer(notice=notice, undo=Undo(call=back.uri, fields=fields))
