"""The procedures of readers: subscribe, confirm, leave, and say what one wishes to get."""

from functools import partial

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Forbidden, Invalid, NotFound
from courant_kit.wire.answers import Answer
from courant_kit.words import gettext as _
from courant_kit.words import marked

from courant_mail import contract, payloads
from courant_mail.desk import secret
from courant_mail.hearing import blog
from courant_mail.models import Reader
from courant_mail.module import module
from courant_mail.sending.server import SERVER
from courant_mail.subscribing import addresses, links, readers

ASKED = marked("We have sent a letter to this address. Please open the link in it.")
AWAY = marked("This site cannot send mail. Somebody has to set COURANT_MAIL_URL first.")
DONE = {
    "news": marked("You get no more newsletters."),
    "notices": marked("You get no more notices of comments."),
}
BEGUN = {
    "at_once": marked("You get a letter for each new post."),
    "weekly": marked("You get a letter once a week."),
}
FOLLOWED = marked("You are told of new comments in this discussion.")
LEFT = marked("You are told no more of this discussion.")

module.every(3600.0)(readers.forget_networks)


def check_server() -> None:
    """Raise Invalid if the site cannot send mail."""
    if SERVER is None:
        raise Invalid(_(AWAY))


@module.handles(contract.SUBSCRIBE)
def subscribe(caller: Caller, request: payloads.Subscribe) -> Answer:
    """Send a letter to an address; raises Invalid, RateLimited. The answer is the same for every address."""
    check_server()
    readers.check_person(request.website)
    readers.ask(addresses.normal(request.mail), request.pace, caller.source)
    return Answer(location="/mail/", notice=_(ASKED))


@module.handles(contract.FOLLOW_THREAD)
async def follow_thread(caller: Caller, request: payloads.FollowThread) -> Answer:
    """Send a letter to an address; raises Invalid, NotFound, RateLimited."""
    check_server()
    readers.check_person(request.website)
    mail = addresses.normal(request.mail)
    comment = await blog.comment(request.thread)
    if comment is None:
        raise NotFound(_("There is no such discussion."), field="thread")
    await module.running.write(readers.ask, mail, f"thread-{comment.thread}", caller.source)
    return Answer(location=f"/blog/comment/{comment.id}/", notice=_(ASKED))


@module.handles(contract.CONFIRM)
def confirm(caller: Caller, request: payloads.WithToken) -> Answer:
    """Subscribe the address of a link; raises Forbidden, NotFound, Gone."""
    found = links.read_begin(secret(), request.token)
    readers.confirm(found)
    notice = _(BEGUN.get(found.what, FOLLOWED))
    return Answer(location="/mail/", notice=_("Thank you. {notice}").format(notice=notice))


@module.handles(contract.LEAVE)
def leave(caller: Caller, request: payloads.WithToken) -> Answer:
    """End what a link says; raises Forbidden, NotFound."""
    found = links.read_end(secret(), request.token)
    readers.leave(found)
    return Answer(location="/mail/", notice=_(DONE.get(found.what, LEFT)))


@module.handles(contract.CHOOSE_PACE)
async def choose_pace(caller: Caller, request: payloads.ChoosePace) -> Answer:
    """Subscribe the address of the caller's account, or end that; raises Forbidden, Invalid, RateLimited.

    An address that nobody has confirmed gets a letter first.
    """
    check_server()
    person = await address_of(caller)
    if request.pace and not (person.verified or await module.in_thread(is_confirmed, person.mail)):
        await module.running.write(readers.ask, person.mail, request.pace, caller.source)
        return Answer(location="/mail/yours/", notice=_(ASKED))
    await module.running.write(readers.subscribe, person.mail, request.pace)
    return Answer(location="/mail/yours/", notice=_(BEGUN.get(request.pace, DONE["news"])))


@module.handles(contract.SAVE_WISHES)
async def save_wishes(caller: Caller, request: payloads.SaveWishes) -> Answer:
    """Save of which comments the caller is told; raises Forbidden for programs, Invalid without an address."""
    person = await address_of(caller)
    save = partial(
        readers.wish, person.name, person.mail, posts=request.posts, answers=request.answers, proven=person.verified
    )
    await module.running.write(save)
    return Answer(location="/mail/yours/", notice=_("Saved."))


async def address_of(caller: Caller) -> blog.Person:
    """Where the caller gets mail; raises Forbidden for programs, and Invalid for who has no address."""
    if not caller.person:
        raise Forbidden(_("Only people have an address."))
    found = await blog.people([caller.person])
    if not found:
        raise Invalid(_("Your account has no address of e-mail. An administrator can add one."))
    return found[0]


def is_confirmed(mail: str) -> bool:
    """Whether the holder of an address has confirmed it."""
    return Reader.objects.filter(mail=mail).exclude(confirmed=None).exists()
