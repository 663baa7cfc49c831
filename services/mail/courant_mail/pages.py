"""The mail's pages, which work without JavaScript. Opening one changes nothing: programs that scan mail open links."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound
from courant_kit.content.templates import draw
from courant_kit.live.audience import EDITORS_ONLY, PERSONAL
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _
from courant_kit.words import marked

from courant_mail import contract, payloads
from courant_mail.desk import secret
from courant_mail.editing import existing
from courant_mail.hearing import blog
from courant_mail.letters.drafts import Draft
from courant_mail.models import Issue, Reader, Wish
from courant_mail.module import module
from courant_mail.procedures import AWAY
from courant_mail.sending import drafting
from courant_mail.sending.server import FROM, SERVER
from courant_mail.site import now
from courant_mail.subscribing import links, readers

WORDS = marked("Get new posts by mail.")


@module.handles(contract.PAGE_INDEX)
def index_page(caller: Caller, request: Nothing) -> Page:
    """The form for the newsletter."""
    html = draw("mail/index.html", server=SERVER, away=_(AWAY), site=now.site)
    return Page(title=_("Newsletter"), html=html, description=_(WORDS), canonical="/mail/", noindex=SERVER is None)


@module.handles(contract.PAGE_THREAD)
async def thread_page(caller: Caller, request: payloads.ThreadPage) -> Page:
    """The form for notices of a thread; raises NotFound."""
    found = await blog.comment(request.thread)
    if found is None:
        raise NotFound(_("There is no such discussion."))
    html = draw("mail/thread.html", server=SERVER, away=_(AWAY), found=found)
    return Page(title=_("Comments by mail"), html=html, noindex=True, audience=PERSONAL)


@module.handles(contract.PAGE_CONFIRM)
def confirm_page(caller: Caller, request: payloads.WithToken) -> Page:
    """The button that subscribes an address; raises Forbidden, NotFound, Gone."""
    found = links.read_begin(secret(), request.token)
    reader = readers.existing(found.reader)
    html = draw("mail/confirm.html", found=found, mail=reader.mail, token=request.token, site=now.site)
    return Page(title=_("Confirm your address"), html=html, noindex=True, audience=PERSONAL)


@module.handles(contract.PAGE_LEAVE)
def leave_page(caller: Caller, request: payloads.WithToken) -> Page:
    """The buttons that end what a letter says; raises Forbidden, NotFound."""
    found = links.read_end(secret(), request.token)
    reader = readers.existing(found.reader)
    every = "" if found.thread is None else links.end(secret(), reader.pk, "notices").split("/")[3]
    html = draw("mail/leave.html", found=found, mail=reader.mail, token=request.token, every=every, site=now.site)
    return Page(title=_("Unsubscribe"), html=html, noindex=True, audience=PERSONAL)


@module.handles(contract.PAGE_YOURS)
async def yours_page(caller: Caller, request: Nothing) -> Page:
    """What a person gets by mail; raises Unavailable while web is away."""
    people = await blog.people([caller.person]) if caller.person else []
    html: str = await module.in_thread(_yours, caller.person, people[0] if people else None)
    return Page(title=_("Your mail"), html=html, noindex=True, audience=PERSONAL)


@module.handles(contract.PAGE_LETTERS)
def letters_page(caller: Caller, request: Nothing) -> Page:
    """The newest issues, live, and how many people get them."""
    confirmed = Reader.objects.filter(ended=None).exclude(confirmed=None)
    paces = {pace: confirmed.filter(pace=pace).count() for pace in ("at_once", "weekly")}
    html = draw(
        "mail/letters.html", server=SERVER, away=_(AWAY), sender=FROM, paces=paces,
        found=module.embed(contract.LETTERS(), tag="div"),
    )  # fmt: skip
    return Page(title=_("Letters"), html=html, noindex=True, audience=EDITORS_ONLY)


@module.handles(contract.PAGE_ISSUE)
async def issue_page(caller: Caller, request: payloads.NamedIssue) -> Page:
    """An issue as its readers get it, and how far it is; raises NotFound, Unavailable."""
    issue = await module.in_thread(existing, request.id)
    draft = await drafting.draft(issue, now.site)
    html: str = await module.in_thread(_issue, issue, draft)
    return Page(title=issue.subject or _("Letter"), html=html, noindex=True, audience=PERSONAL)


def _issue(issue: Issue, draft: Draft | None) -> str:
    draft = draft.to(now.site.link("/mail/")) if draft else None
    found = module.embed(contract.ISSUE(issue.pk))
    return draw("mail/issue.html", issue=issue, draft=draft, found=found, server=SERVER)


def _yours(name: str, person: blog.Person | None) -> str:
    mail = person.mail if person else ""
    wish = Wish.objects.filter(person=name).first() or Wish(person=name)
    reader = Reader.objects.filter(mail=mail).first() or Reader(mail=mail)
    proven = person is not None and person.verified
    return draw("mail/yours.html", server=SERVER, away=_(AWAY), wish=wish, reader=reader, mail=mail, proven=proven)
