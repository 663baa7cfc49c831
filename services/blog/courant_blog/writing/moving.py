"""Moves posts from one state to another, one or many, and back; many move all, or none does."""

from courant_kit.calls.errors import CourantError, Invalid
from courant_kit.live.outbox import take_turn
from courant_kit.words import ngettext

from courant_blog import states
from courant_blog.history.keeping import Change
from courant_blog.models import Post
from courant_blog.payloads import SavePost
from courant_blog.reading import finding
from courant_blog.writing import deciding, publishing, saving
from courant_blog.writing.publishing import Face, Settle


class Together:
    """The changes of several posts: what shows them is updated once, when all are saved."""

    def __init__(self) -> None:
        self._saved: list[tuple[Post, Face | None]] = []

    def settle(self, post: Post, before: Face | None) -> None:
        """Remember a saved post, with the face that it had."""
        self._saved.append((post, before))

    def end(self) -> None:
        """Update lists, fragments and events."""
        publishing.reconcile_all(self._saved)


def move(number: int, state: str, by: str, today: str = "", settle: Settle = publishing.reconcile) -> tuple[Post, str]:
    """Move a post to a state; the post, and the state it had. Does nothing if it has it already.

    A scheduled post that is published at once gets the day `today`, in its writer's time zone. `settle` is as in
    `save_version`. Raises NotFound, Gone, Invalid.
    """
    post = saving.opened(number)
    was = post.status
    if was == state:
        return post, was
    before = publishing.face(post)
    if state == "scheduled":
        deciding.plan(post, SavePost(title=post.title, text=""))
    elif states.is_readable(state):
        if was == "scheduled":
            post.published_at = post.day = None
        publishing.make_public(post, today, state)
    else:
        deciding.withdraw(post, state)
    return saving.save_version(post, before, by=Change(by), settle=settle), was


def move_all(numbers: list[int], state: str, by: str, today: str = "") -> list[str]:
    """Move all these posts, or delete them (`deleted`); where each was that moved (`12-draft`).

    Raises Invalid, which undoes the transaction, if one of them cannot move: it is gone, or its date does not fit.
    """
    take_turn()
    together, moved, kept = Together(), [], []
    for number in dict.fromkeys(numbers):
        try:
            if was := _moved(number, state, by, today, together.settle):
                moved.append(f"{number}-{was}")
        except CourantError as error:
            kept.append(_why(number, error))
    if kept:
        raise Invalid(_not_moved(kept, len(set(numbers))), field="ids")
    together.end()
    return moved


def put_back(was: str, by: str) -> int:
    """Undo `move_all`: move each post back to where it was; how many. Raises NotFound, Gone, Invalid."""
    take_turn()
    together = Together()
    pairs = [one.partition("-") for one in was.split()]
    for number, _dash, state in pairs:
        moves = finding.known(int(number), field="id").status != state and state in states.NAMES
        # A post that is restored and then moved has two changes, which cannot be settled together.
        post = saving.restore(int(number), by, publishing.reconcile if moves else together.settle)
        if moves:
            move(post.pk, state, by, settle=together.settle)
    together.end()
    return len(pairs)


def _moved(number: int, state: str, by: str, today: str, settle: Settle) -> str:
    """The state that a post had before it moved; empty if it was there already."""
    if state == "deleted":
        return saving.delete(number, by, settle).status
    post, was = move(number, state, by, today, settle)
    return "" if was == post.status else was


def _why(number: int, error: CourantError) -> str:
    title = Post.objects.filter(pk=number, deleted_at=None).values_list("title", flat=True).first()
    return f"“{title}”: {error.message}" if title else error.message


def _not_moved(kept: list[str], chosen: int) -> str:
    if chosen == 1:
        return kept[0]
    words = ngettext(
        "Nothing has changed, because one of the chosen posts cannot go there. {why}",
        "Nothing has changed, because {count} of the chosen posts cannot go there. {why}",
        len(kept),
    )
    return words.format(count=len(kept), why=kept[0])
