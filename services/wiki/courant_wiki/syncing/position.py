"""How far the wiki and the branch are the same: stored beside the pages, so that both change in one transaction."""

from courant_kit.calls.errors import Conflict
from courant_kit.live import log
from courant_kit.live.audience import EVERYBODY, MEMBERS_ONLY
from courant_kit.live.outbox import touch
from courant_kit.words import gettext, marked
from django.utils import timezone

from courant_wiki import sync_contract
from courant_wiki.models import Sync
from courant_wiki.rules import READERS
from courant_wiki.sync_payloads import Audience, BeginSync, NoteSync, ReportSync, SyncPosition
from courant_wiki.syncing import conflicts

OTHERS = marked("Another program has synchronized the wiki meanwhile.")


def begin(request: BeginSync) -> SyncPosition:
    """The position for a branch of a repository; others than before begin anew."""
    one, _ = Sync.objects.select_for_update().get_or_create(pk=1)
    if (one.repository, one.branch) != (request.repository, request.branch):
        one = Sync(pk=1, repository=request.repository, branch=request.branch)
        one.save()
        touch(sync_contract.SYNC())
    return told(one)


def note(request: NoteSync) -> SyncPosition:
    """Move the position; raises Conflict if another program has."""
    one = held(request.commit)
    if request.pushing:
        one.pushing, one.pushing_event = request.to, request.event
    else:
        one.commit, one.applying, one.done, one.event = request.to, "", 0, request.event
        one.pushing, one.pushing_event = "", 0
    one.save()
    return told(one)


def held(commit: str) -> Sync:
    """The position, locked until the transaction ends; raises Conflict if it is not at this commit."""
    one = Sync.objects.select_for_update().filter(pk=1).first()
    if one is None or one.commit != commit:
        raise Conflict(gettext(OTHERS), field="commit")
    return one


def within(commit: str, applying: str, done: int) -> Sync:
    """The position inside a commit that is being applied, locked; raises Conflict if it is not at this file of it.

    What was done of another commit does not count: its files are others.
    """
    one = held(commit)
    if one.applying != applying:
        one.applying, one.done = applying, 0
    if one.done != done:
        raise Conflict(gettext(OTHERS), field="done")
    return one


def report(request: ReportSync) -> None:
    """Show people how the program is doing."""
    one = Sync.objects.select_for_update().filter(pk=1).first()
    if one is None:
        return
    before = _shown(one)
    one.state, one.words, one.waiting, one.seen = request.state, request.words, request.waiting, timezone.now()
    if request.commit:
        one.last, one.subject, one.author, one.at = request.commit, request.subject, request.author, request.at
    one.save()
    if _shown(one) != before:
        touch(sync_contract.SYNC())


def told(one: Sync) -> SyncPosition:
    """The position as it travels."""
    return SyncPosition(
        commit=one.commit, applying=one.applying, done=one.done, event=one.event, pushing=one.pushing,
        pushing_event=one.pushing_event, rejected=conflicts.rejected(), readers=_readers(),
        end=log.read(None, 1, [log.of_topics(())]).span.end,
    )  # fmt: skip


def _shown(one: Sync) -> tuple[object, ...]:
    return one.state, one.words, one.waiting, one.last


def _readers() -> Audience:
    """Who may read the wiki; whoever is not known to this file is nobody but editors."""
    if READERS == EVERYBODY:
        return "everybody"
    return "members" if READERS == MEMBERS_ONLY else "editors"
