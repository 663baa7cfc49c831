"""Renders what editors see of issues, while they are sent."""

from dataclasses import dataclass

from courant_kit.calls.errors import NotFound
from courant_kit.content.templates import draw
from courant_kit.live.fragment import FragmentId
from courant_kit.words import gettext as _

from courant_mail import contract
from courant_mail.desk import desk
from courant_mail.letters import issues
from courant_mail.models import Issue, Letter
from courant_mail.module import module

NEWEST = 30
MOST_FAILED = 100
NEWSLETTERS = (Issue.Kind.POST, Issue.Kind.WEEK)
_S = Letter.State


@dataclass(frozen=True, slots=True)
class Progress:
    """An issue, and how many of its letters are in which state."""

    issue: Issue
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many letters it has."""
        return sum(self.counts.values())

    @property
    def sent(self) -> int:
        """How many the mail server has accepted."""
        return self.counts.get(_S.SENT, 0)

    @property
    def failed(self) -> int:
        """How many never arrive."""
        return self.counts.get(_S.FAILED, 0)

    @property
    def waiting(self) -> int:
        """How many are still to be sent."""
        return self.counts.get(_S.WAITING, 0) + self.counts.get(_S.CLAIMED, 0)

    @property
    def dropped(self) -> int:
        """How many are not sent, because their readers left or the post is private."""
        return self.counts.get(_S.DROPPED, 0)

    @property
    def words(self) -> str:
        """How far it is."""
        if self.issue.state == Issue.State.READY and self.issue.stopped:
            return _("Stopped")
        return _(str(Issue.State(self.issue.state).label))

    @property
    def is_open(self) -> bool:
        """Whether letters wait."""
        return self.issue.state == Issue.State.READY


@module.renders(contract.LETTERS)
def letters(fragment: FragmentId[None]) -> str:
    """The newest issues, and why nothing can be sent at the moment, if so."""
    found = list(Issue.objects.filter(kind__in=NEWSLETTERS).order_by("-pk")[:NEWEST])
    return draw("mail/letters_list.html", rows=_progress(found), desk=desk())


@module.renders(contract.ISSUE)
def issue(fragment: FragmentId[int]) -> str:
    """How far an issue is, and what failed."""
    found = Issue.objects.filter(pk=fragment.key, kind__in=NEWSLETTERS).first()
    if found is None:
        raise NotFound(_("There is no such issue."))
    wrong = Letter.objects.filter(issue=found).exclude(why="").exclude(state=_S.DROPPED).order_by("pk")
    return draw("mail/issue_progress.html", one=_progress([found])[0], wrong=wrong[:MOST_FAILED], desk=desk())


def _progress(found: list[Issue]) -> list[Progress]:
    counted = issues.counts([one for one in found if one.tally is None])
    return [Progress(one, counted[one.pk] if one.tally is None else one.tally) for one in found]
