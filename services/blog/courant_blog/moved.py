"""The procedures that move posts between states, pin them and share previews, and what they say of it."""

from secrets import token_urlsafe

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import Invalid
from courant_kit.live.fragment import FragmentId
from courant_kit.live.outbox import touch
from courant_kit.wire.answers import Answer, Undo
from courant_kit.words import gettext as _
from courant_kit.words import ngettext
from django.utils import timezone

from courant_blog import contract, publishing_payloads, render, states
from courant_blog.history.keeping import Change
from courant_blog.models import Post, Preview
from courant_blog.module import module
from courant_blog.payloads import NamedPost
from courant_blog.writing import moving, publishing, saving


@module.handles(contract.SET_STATE)
def set_state(caller: Caller, request: publishing_payloads.SetState) -> Answer:
    """Move posts to a state, all or none, with one undo; raises Invalid if none was chosen, or one cannot move."""
    numbers = request.ids if isinstance(request.ids, list) else [request.ids]
    if not numbers:
        raise Invalid(_("Choose at least one post."), field="ids")
    gone = moving.move_all(numbers, request.state, caller.name, request.today)
    undo = Undo(call=contract.PUT_BACK.uri, fields={"was": " ".join(gone)}) if gone else None
    notice = _moved(len(gone), request.state) if gone else _("Nothing to do: they are there already.")
    return Answer(notice=notice, undo=undo, location="" if isinstance(request.ids, list) else _place(request.ids))


@module.handles(contract.PUT_BACK)
def put_back(caller: Caller, request: publishing_payloads.PutBack) -> Answer:
    """Move posts back to the states that they had; raises NotFound, Gone, Invalid."""
    count = moving.put_back(request.was, caller.name)
    return Answer(notice=ngettext("One post is put back.", "{count} posts are put back.", count).format(count=count))


@module.handles(contract.PIN_POST)
def pin_post(caller: Caller, request: publishing_payloads.PinPost) -> Answer:
    """Pin a published post to the front page, or unpin it; raises NotFound, Gone, and Invalid if it is not there."""
    post = saving.opened(request.id)
    if post.status != states.CURRENT:
        raise Invalid(_("Only published posts are on the front page."), field="id")
    before = publishing.face(post)
    post.pinned_at = timezone.now() if request.pinned else None
    saving.save_version(post, before, updated=post.updated, by=Change(caller.name))
    done = _("It stays at the top of the front page.") if request.pinned else _("It is no longer pinned.")
    fields = {"id": post.pk, "pinned": not request.pinned}
    return Answer(notice=done, undo=Undo(call=contract.PIN_POST.uri, fields=fields))


@module.handles(contract.SHARE_PREVIEW)
def share_preview(caller: Caller, request: NamedPost) -> Answer:
    """Make a new secret link to a draft, in place of an older one; raises NotFound, Gone, Invalid if it is public."""
    post = saving.opened(request.id)
    if post.is_public:
        raise Invalid(_("Everybody can read this post already, at its address."), field="id")
    touch(contract.DRAFT(post.pk), *_previewed(post))
    Preview.objects.update_or_create(post=post, defaults={"token": token_urlsafe(24)})
    return Answer(notice=_("Whoever has the link can read the draft until you withdraw it."))


@module.handles(contract.WITHDRAW_PREVIEW)
def withdraw_preview(caller: Caller, request: NamedPost) -> Answer:
    """Withdraw the secret link to a draft; does nothing if there is none. Raises NotFound, Gone."""
    post = saving.opened(request.id)
    touch(contract.DRAFT(post.pk), *_previewed(post))
    Preview.objects.filter(post=post).delete()
    return Answer(notice=_("The link no longer works."))


def _previewed(post: Post) -> list[FragmentId[str]]:
    """The page of the link so far, whose windows then say that it no longer works."""
    return [contract.PREVIEWED(one.sign) for one in Preview.objects.filter(post=post)]


def saved(post: Post, published: bool) -> str:
    """What a writer is told who has saved a post."""
    if published and post.status == states.CURRENT:
        return _("Published.")
    if post.status == "scheduled" and post.published_at:
        return _("It will be published on {moment}.").format(moment=render.planned_words(post))
    if post.status == "review":
        return _("The draft has been saved, and is in review.")
    return _("Saved.") if post.is_public else _("The draft has been saved.")


def _place(number: int) -> str:
    post = Post.objects.filter(pk=number).first()
    return "" if post is None else post.place if post.deleted_at is None else "/blog/writing/"


def _moved(count: int, state: str) -> str:
    done = {
        "draft": ngettext("One post is back to draft.", "{count} posts are back to draft.", count),
        "review": ngettext("One post is in review.", "{count} posts are in review.", count),
        "scheduled": ngettext("One post is scheduled.", "{count} posts are scheduled.", count),
        "published": ngettext("One post is published.", "{count} posts are published.", count),
        "unlisted": ngettext("One post is unlisted.", "{count} posts are unlisted.", count),
        "archived": ngettext("One post is archived.", "{count} posts are archived.", count),
        "deleted": ngettext("One post is deleted.", "{count} posts are deleted.", count),
    }
    return done[state].format(count=count)
