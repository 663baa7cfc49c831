"""The pages and fragments about answers, guests, moderation and notices."""

from courant_kit.calls import commenting
from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Forbidden, NotFound
from courant_kit.content.templates import draw
from courant_kit.live.audience import PERSONAL, key_of
from courant_kit.live.fragment import FragmentId, Item
from courant_kit.wire.page import Page
from courant_kit.wire.payload import Nothing
from courant_kit.words import gettext as _
from courant_kit.words import marked
from django.utils import timezone

from courant_blog import comment_entries as entries
from courant_blog import comment_payloads as own
from courant_blog import payloads
from courant_blog.discussion import guests, moderation, newest, notices, ruling
from courant_blog.discussion.announcing import LONGEST_KEY
from courant_blog.discussion.moderation import PER_PAGE
from courant_blog.models import Ban, Comment, Post
from courant_blog.module import module
from courant_blog.reading import finding

TITLES = {
    "held": marked("Comments that wait"),
    "spam": marked("Spam"),
    "rejected": marked("Rejected comments"),
    "public": marked("Newest comments"),
}


@module.handles(entries.PAGE_WRITE)
def write_page(caller: Caller, request: own.WritePage) -> Page:
    """The form for a comment on a post; raises NotFound, Gone."""
    return _form(caller, finding.public_by_number(request.post), None)


@module.handles(entries.PAGE_ANSWER)
def answer_page(caller: Caller, request: payloads.NamedComment) -> Page:
    """The form for an answer to a comment that readers see; raises NotFound, Gone."""
    comment = finding.comment(request.id)
    post = finding.public(comment.post)
    if comment.removed:
        raise NotFound(_("There is no such comment."), field="id")
    return _form(caller, post, comment)


@module.handles(entries.PAGE_GUEST)
def guest_page(caller: Caller, request: payloads.NamedComment) -> Page:
    """A guest's comment in the browser in which it was written; raises Forbidden, NotFound, Gone."""
    comment = guests.own(caller, request.id)
    late = commenting.too_late() if comment.age > commenting.EDITABLE else ""
    html = draw("blog/discussion/guest.html", comment=comment, post=comment.post, late=late, mailed=guests.MAILED)
    return Page(title=_("Your comment"), html=html, audience=PERSONAL, noindex=True)


@module.handles(entries.PAGE_MODERATION)
def moderation_page(caller: Caller, request: own.ModerationPage) -> Page:
    """The comments in a state."""
    state = request.state
    found = module.embed(entries.MODERATION(state, part=request.before), tag="ol", attributes='class="rows moderation"')
    tabs = [(one, _(TITLES[one]), f"/blog/moderation/{'' if one == 'held' else f'{one}/'}") for one in TITLES]
    waiting = module.embed(entries.WAITING(), tag="span", attributes='class="meta"')
    html = draw(
        "blog/discussion/moderation.html", state=state, title=_(TITLES[state]), tabs=tabs, found=found, waiting=waiting
    )
    return Page(title=_(TITLES[state]), html=html, noindex=True, scripts=["moderation.js"])


@module.handles(entries.PAGE_RULES)
def rules_page(caller: Caller, request: Nothing) -> Page:
    """The form of the rules, and who is banned."""
    bans = list(Ban.objects.order_by("-pk")[:200])
    html = draw("blog/discussion/rules.html", rules=ruling.current(), bans=bans, guests=guests.WELCOME)
    return Page(title=_("Rules for comments"), html=html, noindex=True)


@module.handles(entries.PAGE_YOURS)
def yours_page(caller: Caller, request: Nothing) -> Page:
    """Answers to the caller, and their comments that wait; raises Forbidden for a program, which has none."""
    key = key_of(caller.person)
    if not 0 < len(key) <= LONGEST_KEY:
        raise Forbidden(_("Only people have a page of their comments."))
    found = module.embed(entries.YOURS(key), tag="div")
    return Page(
        title=_("Your comments"), html=draw("blog/discussion/yours.html", found=found), audience=PERSONAL, noindex=True
    )


@module.renders(entries.MODERATION)
def moderated(fragment: FragmentId[str]) -> list[Item]:
    """The comments in a state, with what editors need to decide."""
    if fragment.key not in TITLES:
        raise NotFound(_("There is no such list."))
    return _listed(fragment.key, fragment.part)


@module.renders(entries.WAITING)
def waiting(fragment: FragmentId[None]) -> str:
    """How many comments wait; nothing if none does."""
    count = moderation.counts()[Comment.State.HELD]
    return draw("blog/discussion/waiting.html", count=count) if count else ""


@module.renders(entries.NEWEST_COMMENTS)
def newest_comments(fragment: FragmentId[None]) -> str:
    """The newest comments, with their heading; nothing if there are none."""
    found = newest.listed()
    return draw("blog/discussion/newest.html", comments=found) if found else ""


@module.renders(entries.YOURS)
def yours(fragment: FragmentId[str]) -> str:
    """What a person sees of answers to them, and of their comments that are not public."""
    person = notices.name_of(fragment.key)
    found, waiting = notices.newest(person), notices.waiting(person)
    new = sum(notice.seen is None for notice in found)
    return draw("blog/discussion/yours_list.html", notices=found, waiting=waiting, new=new)


def _form(caller: Caller, post: Post, comment: Comment | None) -> Page:
    closed = ruling.current().closed(post.published_at, timezone.now())
    html = draw(
        "blog/discussion/write.html", post=post, comment=comment, closed=closed, guests=guests.WELCOME,
        stamp=guests.stamp(post.pk) if guests.WELCOME else "", written=guests.written(caller, post.pk),
    )  # fmt: skip
    return Page(title=_("Answer") if comment else _("Comment"), html=html, audience=PERSONAL, noindex=True)


def _listed(state: str, before: int) -> list[Item]:
    found = moderation.listed(state, before)
    items = [Item(f"moderated-{one.pk}", draw("blog/discussion/item.html", one=one)) for one in found[:PER_PAGE]]
    if len(found) > PER_PAGE:
        address = f"/blog/moderation/{state}/before/{found[PER_PAGE - 1].pk}/"
        items.append(Item("more", draw("blog/discussion/more.html", address=address)))
    return items or [Item("nothing", draw("blog/discussion/nothing.html", state=state))]
